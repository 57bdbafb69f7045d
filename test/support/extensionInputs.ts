import type { Inputs, State } from "../../provider/types/sipExtension/table";

/** The inputs of a resource, as check leaves them. */
export function extensionInputs(given: Partial<Inputs> = {}): Inputs {
  const extensionId = given.extensionId ?? "1000";
  return {
    extensionId,
    userId: "reception",
    password: "declared-password",
    authorizationName: extensionId,
    username: extensionId,
    enabled: true,
    elements: {},
    adopt: false,
    ...given,
  };
}

/** The state of a resource. Without a `pbx` it is unknown whether it was created. */
export function extensionState(pbx: string | undefined, given: Partial<Inputs> = {}): State {
  return { ...extensionInputs(given), ...(pbx !== undefined && { pbx }) };
}
