import { isDeepStrictEqual } from "node:util";
import { suggestionFor } from "../api/suggestion";
import type { Rule } from "./rules";
import { UNKNOWN } from "./unknown";

/** What a program passes, before it is validated. */
export type ProgramInputs = Record<string, unknown>;

/** One mistake in a program. */
export interface Failure {
  /** The property that it is about. */
  about: string;
  /**
   * The property whose value the engine prints beside the reason; empty for one that may hold a secret, because the
   * engine hides only what the program itself marked.
   */
  property: string;
  /** What is wrong and what to write instead. */
  reason: string;
}

/** What may be set on a resource type. */
export interface Rules {
  /** The rule of every property. */
  readonly properties: Readonly<Record<string, Rule>>;
  /** Required properties, each with the message where it is missing. */
  readonly required: Readonly<Record<string, string>>;
  /** Properties whose value must not be printed. */
  readonly maySecretlyHold: ReadonlySet<string>;
  /** What to write instead of a property that does not exist, as the end of a sentence. */
  instead(name: string): string | undefined;
  /**
   * Mistakes that only several properties together show, with the property to name.
   *
   * @param olds - the inputs of the last run: see {@link validate}
   */
  together(given: ProgramInputs, olds: ProgramInputs): readonly (readonly [property: string, reason: string])[];
}

const PROVIDER_KEY = "__provider";

/**
 * Checks every property by its rule. Unknown values pass, and so does what the inputs of the last run have: with the
 * option `ignoreChanges` the engine puts that in place of what the program sets, and it may come from the PBX.
 *
 * @param olds - the inputs of the last run; empty for a resource that is new or being replaced
 */
export function validate(rules: Rules, given: ProgramInputs, olds: ProgramInputs = {}): Failure[] {
  const { properties, required, maySecretlyHold } = rules;
  const failures: Failure[] = [];
  const fail = (about: string, reason: string) =>
    failures.push({ about, property: maySecretlyHold.has(about) ? "" : about, reason: `${about}: ${reason}` });

  for (const [name, reason] of Object.entries(required)) {
    if (given[name] === undefined && !mayLack(name, olds)) {
      fail(name, reason);
    }
  }
  for (const [name, value] of Object.entries(given)) {
    if (isHandedBack(name, given, olds)) {
      continue;
    }
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (rule !== undefined) {
      const reason = value === UNKNOWN ? undefined : rule(value);
      if (reason !== undefined) {
        fail(name, reason);
      }
    } else if (name !== PROVIDER_KEY) {
      // The value of an unknown property may be a misspelt secret.
      failures.push({ about: name, property: "", reason: unknownProperty(rules, name) });
    }
  }
  for (const [name, reason] of rules.together(given, olds)) {
    fail(name, reason);
  }
  return failures;
}

/** Whether a value is the one of the last run, so that the engine may have put it there. */
export function isHandedBack(name: string, given: ProgramInputs, olds: ProgramInputs): boolean {
  return Object.hasOwn(olds, name) && isDeepStrictEqual(given[name], olds[name]);
}

/** Whether the last run had a resource without a value: an import returns no password. */
function mayLack(name: string, olds: ProgramInputs): boolean {
  return olds.extensionId !== undefined && olds[name] === undefined;
}

function unknownProperty(rules: Rules, name: string): string {
  if (name === "pbx") {
    return "pbx: is an output and cannot be set: name a PBX with `connection` instead";
  }
  const known = Object.keys(rules.properties);
  const meant = suggestionFor(name, known) ?? rules.instead(name);
  return meant !== undefined
    ? `Unknown property ${JSON.stringify(name)}. Did you mean ${JSON.stringify(meant)}?`
    : `Unknown property ${JSON.stringify(name)}. The properties are ${known.join(", ")}. To set another element of the PBX, use \`elements\` with the PBX's name for it`;
}
