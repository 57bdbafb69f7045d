import { extensionId as extensionIdRule } from "../lifecycle/rules/extensionId";
import { text } from "../lifecycle/rules/text";
import { InvalidArgument } from "./errors/invalidArgument";

const isText = text();

/**
 * Refuses what a JavaScript program may pass and TypeScript would not let through.
 *
 * @param given - the options as given
 * @param known - the names that there are
 * @throws InvalidArgument naming the argument and the rule
 */
export function checkOptions(given: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      throw new InvalidArgument(name, `no such option; there are ${known.join(", ")}`);
    }
    const problem = value === undefined || value === null ? undefined : isText(value);
    if (problem !== undefined) {
      throw new InvalidArgument(name, problem);
    }
  }
}

/** @throws InvalidArgument where it is no text */
export function checkId(extensionId: unknown): void {
  const problem = extensionId === undefined || extensionId === null ? "is missing" : extensionIdRule(extensionId);
  if (problem !== undefined) {
    throw new InvalidArgument("extensionId", problem);
  }
}
