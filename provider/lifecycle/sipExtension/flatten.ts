import type { ConfigXml } from "../../ozeki";
import { readEnabled } from "../enabledText";
import { UnreadableExtension } from "../errors/unreadableExtension";
import { shapeProblem } from "../oddity";
import { elementOfProperty } from "./elements";
import type { Inputs, State } from "./inputs";

/**
 * What the PBX holds, in the terms of the program. Only what the program manages is taken over: of the elements that
 * nobody named, the state knows nothing.
 *
 * @param managed - what the program, or the state, manages of this extension
 * @throws UnreadableExtension where an element that is managed cannot be held as a plain text
 */
export function flatten(config: ConfigXml, managed: Inputs, pbx: string): State {
  refuseWhatIsNoPlainText(config, managed, pbx);
  const textOf = (element: string) => config.text(element) ?? "";
  const enabled = readEnabled(textOf(elementOfProperty.enabled));
  if (enabled === undefined) {
    throw new UnreadableExtension(pbx, managed.extensionId, "its Enabled is neither true nor false");
  }
  return {
    ...managed,
    userId: textOf(elementOfProperty.userId),
    password: textOf(elementOfProperty.password),
    authorizationName: textOf(elementOfProperty.authorizationName),
    // Writes must carry Username, but GetConfig need not return it: its absence says nothing.
    username: config.text(elementOfProperty.username) ?? managed.username,
    enabled,
    elements: Object.fromEntries(Object.keys(managed.elements).map((name) => [name, textOf(name)])),
    pbx,
  };
}

/**
 * An element with children, attributes or a twin is more than a text: overwriting it would lose what the PBX keeps
 * there. Attributes of the documented elements do no harm: they stay, and a nil one is simply empty.
 *
 * @throws UnreadableExtension naming the element
 */
export function refuseWhatIsNoPlainText(config: ConfigXml, managed: Inputs, pbx: string): void {
  for (const element of Object.values(elementOfProperty)) {
    const shape = config.shape(element);
    if (shape === "repeated" || shape === "structured") {
      throw new UnreadableExtension(pbx, managed.extensionId, `its element ${element} ${shapeProblem(shape)}`);
    }
  }
  for (const name of Object.keys(managed.elements)) {
    const shape = config.shape(name);
    if (shape !== "absent" && shape !== "text") {
      throw new UnreadableExtension(
        pbx,
        managed.extensionId,
        `its element ${name}, which \`elements\` names, ${shapeProblem(shape)}; take it out of \`elements\`, and it will be kept as it is`,
      );
    }
  }
  if (config.shape(elementOfProperty.password) === "absent") {
    // Taken for an empty one, it would be written back over the phone's real password.
    throw new UnreadableExtension(pbx, managed.extensionId, `its element ${elementOfProperty.password} is missing`);
  }
}
