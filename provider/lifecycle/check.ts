import { withoutMissing } from "../secrets/properties";
import { isUnknown } from "../types/unknown";
import type { Failure, ProgramInputs } from "../types/validate";
import { validate } from "../types/validate";
import type { CheckContext, Scope } from "./context";

/** The inputs with their defaults, and one failure for each mistake in them. */
export interface CheckResult {
  inputs: ProgramInputs;
  failures: Failure[];
}

/**
 * Validates what the program declares and applies the defaults, so that a preview shows them. Sends no request.
 *
 * @param olds - the inputs of the last run; empty for a resource that is new or being replaced
 * @param news - the inputs of this run; values that are not known yet pass through untouched
 */
export function check({ type, context }: Scope<CheckContext>, olds: ProgramInputs, news: ProgramInputs): CheckResult {
  const given = withoutMissing(news);
  const failures = validate(type.rules, given);
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
  return { inputs: type.applyDefaults(olds, given), failures };
}
