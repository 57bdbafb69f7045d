import type { DeclaredExtension } from "../declaredExtension";

/** What a violation does: `mandatory` stops the run, `advisory` only prints it. */
export type Level = "advisory" | "mandatory" | "disabled";

/** A key of a rule's configuration. Every value is an array of strings. */
export interface SettingKey {
  /** `ids`: ranges and patterns of extension IDs; `names`: any strings. */
  readonly type: "ids" | "names";
  /** What it means, as the beginning of a table's cell. */
  readonly description: string;
  readonly example: readonly string[];
}

/** The configuration of one rule: the strings of each of its keys. */
export type Settings = Readonly<Record<string, readonly string[]>>;

interface RuleFacts {
  /** The name in the configuration and in the output of Pulumi. */
  readonly name: string;
  /** What it finds. */
  readonly description: string;
  /** The level where the configuration sets none. */
  readonly level: Level;
  /** Its configuration besides the level. A rule with keys does nothing until they are set. */
  readonly keys?: Readonly<Record<string, SettingKey>>;
}

/** A rule about one extension: it sees the inputs, before anything is written. */
export interface ExtensionRule extends RuleFacts {
  /** @returns the message of the violation */
  violation(extension: DeclaredExtension, settings: Settings): string | undefined;
}

/** An extension at the end of a run, or of a preview: what the state will hold. */
export interface StackExtension {
  current: DeclaredExtension;
  /** What the program declares; undefined where this run did not register the resource. */
  declared: DeclaredExtension | undefined;
}

/** A rule about the extensions of a stack together. */
export interface StackRule extends RuleFacts {
  violations(extensions: readonly StackExtension[], settings: Settings): { urn: string; message: string }[];
}

export type Rule = ExtensionRule | StackRule;

/** Whether a rule is about a stack as a whole. */
export function isStackRule(rule: Rule): rule is StackRule {
  return "violations" in rule;
}
