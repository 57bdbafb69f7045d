import type { CheckContext } from "./context";
import { generatePassword, scopeOfPlaceholder } from "./generatedPassword";
import type { Inputs } from "./inputs";
import { isRotated } from "./rotation";
import { isUnknown, UNKNOWN } from "./unknown";
import type { Failure } from "./validate";
import { validate } from "./validate";

/** What a program passes, before anything is known of it. */
export type ProgramInputs = Record<string, unknown>;

/** The inputs with their defaults, and what is wrong with them, one entry for each mistake. */
export interface CheckResult {
  inputs: ProgramInputs;
  failures: Failure[];
}

/**
 * Validates what the program declares and fills in the defaults, so that they show in a preview. Sends nothing.
 *
 * @param olds - the inputs of the last run; empty for a resource that is new or is being replaced
 * @param news - the inputs of this run; values that are not known yet pass through untouched
 */
export function check(context: CheckContext, olds: ProgramInputs, news: ProgramInputs): CheckResult {
  const given = withoutMissing(news);
  const failures = validate(given);
  const { extensionId, connection } = given;
  let pbx: string | undefined;
  if (!isUnknown(connection) && !failures.some((failure) => failure.about === "connection")) {
    const found = context.locate(connection as string | undefined);
    if ("problem" in found) {
      failures.push({ about: "connection", property: "", reason: found.problem });
    } else {
      pbx = found.pbx;
    }
  }
  if (failures.length > 0) {
    return { inputs: given, failures };
  }
  if (pbx !== undefined && !isUnknown(extensionId)) {
    context.claims.seen(pbx, extensionId as string);
  }
  return { inputs: { ...defaultsFor(given), ...given, password: passwordFor(olds, given) }, failures };
}

function defaultsFor(given: ProgramInputs): ProgramInputs {
  return {
    authorizationName: given.extensionId,
    username: given.extensionId,
    enabled: true,
    elements: {},
    adopt: false,
  };
}

function passwordFor(olds: ProgramInputs, given: ProgramInputs): unknown {
  const scope = scopeOfPlaceholder(given.password);
  if (scope === undefined) {
    return given.password;
  }
  if (isUnknown(given.extensionId) || isUnknown(given.passwordVersion)) {
    // A generated password is bound to its extension's ID.
    return UNKNOWN;
  }
  const isSameExtension = olds.extensionId === given.extensionId;
  const rotates = isRotated(olds as Partial<Inputs>, given as Partial<Inputs>);
  if (
    typeof olds.password === "string" &&
    olds.password !== "" &&
    olds.password !== UNKNOWN &&
    isSameExtension &&
    !rotates
  ) {
    return olds.password;
  }
  return generatePassword(given.extensionId as string, scope);
}

/** A program's `undefined` does not arrive at all, its `null` does: both mean that nothing was given. */
function withoutMissing(news: ProgramInputs): ProgramInputs {
  return Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined && value !== null));
}
