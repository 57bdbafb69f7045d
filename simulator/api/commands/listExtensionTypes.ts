import type { PbxState } from "../../pbxState";
import { element } from "../../xml/xmlElement";
import type { Answer } from "../answer";
import { answer } from "../answer";

/** ListExtensionTypes: its shape is not documented. */
export function listExtensionTypes(pbx: PbxState): Answer {
  const types = pbx.types.map(({ type }) => element(pbx.switches.extensionTypesShape, [type]));
  return answer(200, [], element("ExtensionTypes", types));
}
