import { documentedOrder } from "../../extensionType";
import type { HeldExtension } from "../../heldExtension";
import type { PbxState } from "../../pbxState";
import type { Switches } from "../../switches";
import type { XmlElement } from "../../xml/xmlElement";
import { childElements } from "../../xml/xmlElement";
import type { Answer } from "../answer";
import { answer } from "../answer";
import type { ApiRequest } from "../apiRequest";
import { messageSubject } from "../messageSubject";
import { missingParameter } from "../missingParameter";

/** GetConfig: the whole of an extension, password in clear text included. */
export function getConfig(pbx: PbxState, request: ApiRequest): Answer {
  const id = request.given("ExtensionId");
  if (id === undefined) {
    return missingParameter(pbx, request, "ExtensionId");
  }
  const found = pbx.extensions.get(id);
  return found === undefined
    ? answer(701, [messageSubject(pbx, request)])
    : answer(200, [], shown(found, pbx.switches));
}

function shown({ type, config }: HeldExtension, switches: Switches): XmlElement {
  const hidden = switches.getConfigUsername === "omitted" ? (type.unreturned ?? []) : [];
  const isHidden = ({ name }: XmlElement) => name.namespace === "" && hidden.includes(name.local);
  const children = childElements(config).filter((child) => !isHidden(child));
  if (switches.elementOrder === "written") {
    return { ...config, children };
  }
  const order = documentedOrder(type);
  const rank = ({ name }: XmlElement) => {
    const index = name.namespace === "" ? order.indexOf(name.local) : -1;
    return index < 0 ? order.length : index;
  };
  return { ...config, children: children.sort((one, other) => rank(one) - rank(other)) };
}
