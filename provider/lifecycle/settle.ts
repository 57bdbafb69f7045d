import type { ConfigXml } from "../ozeki";
import { SIP_KNOWN_TYPE } from "./elements";
import { ExtensionExists } from "./errors/extensionExists";
import { OtherKnownType } from "./errors/otherKnownType";
import { OtherPbx } from "./errors/otherPbx";
import { flatten } from "./flatten";
import { areOfOneMaking, isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./inputs";

/** What to do with an extension that is there although it was to be made. */
export type Settlement = { action: "keep"; state: State } | { action: "take over"; inputs: Inputs };

/**
 * Decides over an extension that was found where one was to be made.
 *
 * Equal in everything that is managed, password included: an earlier attempt made it and its answer was lost. It
 * differs: it is somebody else's, and only `adopt` takes it over.
 *
 * @throws OtherKnownType where it is no SIP extension
 * @throws ExtensionExists where it differs and `adopt` is not set
 */
export function settle(found: ConfigXml, inputs: Inputs, pbx: string): Settlement {
  refuseOtherKnownType(found, pbx, inputs.extensionId);
  const present = flatten(found, inputs, pbx);
  const differing = differingProperties(present, inputs);
  if (differing.length === 0) {
    return { action: "keep", state: present };
  }
  if (!inputs.adopt) {
    throw new ExtensionExists(pbx, inputs.extensionId, differing);
  }
  // A generated password stands for "none in the program": the phone keeps the one that it logs in with.
  const password = isGenerated(inputs.password, inputs.extensionId) ? present.password : inputs.password;
  return { action: "take over", inputs: { ...inputs, password } };
}

/**
 * The configuration leads to another address than the state's. Only an extension that is there as the state knows it,
 * password included, is the same one on a PBX that moved: another site may well use the same ID.
 *
 * @param statePbx - the PBX that the state names
 * @param state - what the state knows of the extension
 * @param present - what stands under its ID at the configured address
 * @throws OtherPbx where it differs
 */
export function refuseStranger(statePbx: string, state: State, present: State): void {
  const differing = differingProperties(present, state);
  if (differing.length > 0 && present.pbx !== undefined) {
    throw new OtherPbx(
      statePbx,
      present.pbx,
      state.extensionId,
      `it has an extension of that ID, which differs in ${differing.join(", ")} and may be another one; it was left as it is`,
    );
  }
}

/** @throws OtherKnownType where an extension is no SIP extension */
export function refuseOtherKnownType(found: ConfigXml, pbx: string, extensionId: string): void {
  if (found.knownType !== SIP_KNOWN_TYPE) {
    throw new OtherKnownType(pbx, extensionId, found.knownType);
  }
}

function differingProperties(present: State, inputs: Inputs): string[] {
  const plain = (["userId", "authorizationName", "username", "enabled"] as const).filter(
    (property) => present[property] !== inputs[property],
  );
  const elements = Object.keys(inputs.elements).filter((name) => present.elements[name] !== inputs.elements[name]);
  return [
    ...plain,
    ...(isPasswordOurs(present.password, inputs) ? [] : ["password"]),
    ...elements.map((name) => `elements.${name}`),
  ];
}

function isPasswordOurs(present: string, inputs: Inputs): boolean {
  return present === inputs.password || areOfOneMaking(present, inputs.password, inputs.extensionId);
}
