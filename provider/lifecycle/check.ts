import { withoutMissing } from "../secrets/properties";
import type { ResourceInputs } from "../types/resourceState";
import { isUnknown } from "../types/unknown";
import type { Failure, ProgramInputs } from "../types/validate";
import { isHandedBack, validate as validateProperties } from "../types/validate";
import { checkCreate } from "./checkCreate";
import type { CheckContext, Scope } from "./context";
import { DeclaredTwice } from "./errors";

/** The inputs with their defaults, and one failure for each mistake in them. */
export interface CheckResult {
  inputs: ProgramInputs;
  failures: Failure[];
}

/**
 * Validates what the program declares and applies the defaults, so that a preview shows them. Where an extension is to be
 * created, asks the PBX whether it can be: see {@link checkCreate}.
 *
 * @param olds - the inputs of the last run; empty for a resource that is new or being replaced
 * @param news - the inputs of this run; values that are not known yet pass through untouched
 */
export async function check(scope: Scope, olds: ProgramInputs, news: ProgramInputs): Promise<CheckResult> {
  const { inputs, failures } = validate(scope, olds, news);
  // The engine sends the old inputs for everything that it does not create.
  const isCreate = olds.extensionId === undefined;
  return failures.length > 0 || !isCreate
    ? { inputs, failures }
    : { inputs, failures: await checkCreate(scope, inputs as ProgramInputs & Partial<ResourceInputs>) };
}

/** The part of {@link check} that sends nothing. */
export function validate(
  { type, context }: Scope<CheckContext>,
  olds: ProgramInputs,
  news: ProgramInputs,
): CheckResult {
  const isRemembered = (name: string) => type.rememberedInputs.includes(name) && isHandedBack(name, news, olds);
  const given = Object.fromEntries(Object.entries(withoutMissing(news)).filter(([name]) => !isRemembered(name)));
  const failures = validateProperties(type.rules, given, olds);
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
    const other = context.claims.declare(pbx, extensionId as string, context.owner);
    if (other !== undefined) {
      const { message } = new DeclaredTwice(pbx, extensionId as string, other);
      return { inputs: given, failures: [{ about: "extensionId", property: "extensionId", reason: message }] };
    }
  }
  holdInState(context, olds);
  return { inputs: type.applyDefaults(olds, given), failures };
}

/** Notes the extension that the state holds: where it is to be created again, it is this stack's own. */
function holdInState(context: CheckContext, olds: ProgramInputs): void {
  const { extensionId, connection } = olds;
  if (typeof extensionId !== "string" || !(connection === undefined || typeof connection === "string")) {
    return;
  }
  const place = context.locate(connection);
  if ("pbx" in place) {
    context.claims.hold(place.pbx, extensionId);
  }
}
