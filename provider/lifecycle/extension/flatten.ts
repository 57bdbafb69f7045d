import type { ConfigXml } from "../../ozeki";
import { hasText } from "../elementText";
import { UnreadableExtension } from "../errors/unreadableExtension";
import { shapeProblem } from "../oddity";
import { presentXml } from "./declaredElements";
import type { Inputs, State } from "./inputs";

/**
 * What the PBX holds, in the terms of the program. Only what the program manages is taken over.
 *
 * @param managed - what the program, or the state, manages of this extension
 * @throws UnreadableExtension where an element that `elements` names is more than a text
 */
export function flatten(found: ConfigXml, managed: Inputs, pbx: string): State {
  refuseWhatIsNoText(found, managed, pbx);
  return {
    ...managed,
    elements: Object.fromEntries(
      Object.entries(managed.elements).map(([name, text]) => [
        name,
        hasText(found, [name, text]) ? text : (found.text(name) ?? ""),
      ]),
    ),
    ...(managed.xml !== undefined && { xml: presentXml(found, managed.xml) }),
    pbx,
  };
}

/** @throws UnreadableExtension naming the element whose children, attributes or twins a text would overwrite */
export function refuseWhatIsNoText(found: ConfigXml, managed: Inputs, pbx: string): void {
  for (const name of Object.keys(managed.elements)) {
    const shape = found.shape(name);
    if (shape !== "absent" && shape !== "text") {
      throw new UnreadableExtension(
        pbx,
        managed.extensionId,
        `its element ${name}, which \`elements\` names, ${shapeProblem(shape)}; declare it in \`xml\`, or take it out, and it will be kept as it is`,
      );
    }
  }
}
