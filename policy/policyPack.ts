import type { Properties } from "../provider/secrets/properties";
import { configureRules, defaultConfiguration } from "./configuration";
import type { AnalyzedResource, DeclaredExtension } from "./declaredExtension";
import { declaredExtension } from "./declaredExtension";
import type { Level, Rule } from "./rules/rule";
import { isStackRule } from "./rules/rule";
import { rules } from "./rules/rules";

/** A rule that an extension breaks. */
export interface Violation {
  rule: Rule;
  level: Exclude<Level, "disabled">;
  urn: string;
  /** For the user. It holds no secret. */
  message: string;
}

/** The rules with their configuration, for one run of the engine. */
export class PolicyPack {
  #configuration = defaultConfiguration();
  readonly #declared = new Map<string, DeclaredExtension>();

  /**
   * @param given - level and further keys by the name of the policy, with the defaults filled in by the engine
   * @throws InvalidPolicyConfiguration
   */
  configure(given: ReadonlyMap<string, { level: Level; properties: Properties }>): void {
    this.#configuration = configureRules(given);
  }

  /** Checks the inputs of one resource. */
  analyze(resource: AnalyzedResource): Violation[] {
    const extension = declaredExtension(resource);
    if (extension === undefined) {
      return [];
    }
    this.#declared.set(extension.urn, extension);
    return this.#activeRules().flatMap(({ rule, level, settings }) => {
      const message = isStackRule(rule) ? undefined : rule.violation(extension, settings);
      return message === undefined ? [] : [{ rule, level, urn: extension.urn, message }];
    });
  }

  /** Checks the outputs of all resources of the stack. */
  analyzeStack(resources: readonly AnalyzedResource[]): Violation[] {
    const extensions = resources.flatMap((resource) => {
      const current = declaredExtension(resource);
      return current === undefined ? [] : [{ current, declared: this.#declared.get(current.urn) }];
    });
    return this.#activeRules().flatMap(({ rule, level, settings }) =>
      isStackRule(rule)
        ? rule.violations(extensions, settings).map((violation) => ({ rule, level, ...violation }))
        : [],
    );
  }

  #activeRules() {
    return rules.flatMap((rule) => {
      const { level, settings } = this.#configuration.get(rule.name) ?? { level: rule.level, settings: {} };
      const isConfigured = Object.keys(rule.keys ?? {}).every((key) => (settings[key] ?? []).length > 0);
      return level === "disabled" || !isConfigured ? [] : [{ rule, level, settings }];
    });
  }
}
