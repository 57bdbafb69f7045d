import type { ElementText } from "../elementText";
import { elementOfProperty } from "./elements";
import type { Inputs } from "./inputs";

/** The documented elements in the order of the PBX's own sample, then the elements that the program names itself. */
export function expand(inputs: Inputs): ElementText[] {
  return [
    [elementOfProperty.authorizationName, inputs.authorizationName],
    [elementOfProperty.password, inputs.password],
    [elementOfProperty.username, inputs.username],
    [elementOfProperty.enabled, String(inputs.enabled)],
    [elementOfProperty.extensionId, inputs.extensionId],
    [elementOfProperty.userId, inputs.userId],
    ...Object.entries(inputs.elements),
  ];
}
