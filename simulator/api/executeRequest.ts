import { documentedOrder } from "../extensionType";
import type { PbxExtension, PbxState } from "../pbxState";
import { callInfo } from "../pbxState";
import type { Switches } from "../switches";
import { shortened } from "../visibleText";
import type { XmlElement } from "../xml/xmlElement";
import { childElements, element } from "../xml/xmlElement";
import type { Dropped } from "./access";
import { refusal } from "./access";
import type { Answer } from "./answer";
import { answer, isAnswer } from "./answer";
import type { ApiRequest } from "./apiRequest";
import { messageSubject, missingParameter } from "./apiRequest";
import type { CommandName } from "./commands";
import { commandNamed } from "./commands";
import { disagreeingType, mergeWrite, readWrite } from "./write";

const commands: Readonly<Record<CommandName, (pbx: PbxState, request: ApiRequest) => Answer>> = {
  AddConfig: addConfig,
  ModifyConfig: modifyConfig,
  GetConfig: getConfig,
  RemoveConfig: removeConfig,
  ListExtensions: listExtensions,
  ListExtensionTypes: listExtensionTypes,
  ListActiveCalls: listActiveCalls,
};

/** Executes a request and answers it: checks address, login and access list, and then the command. */
export function executeRequest(pbx: PbxState, request: ApiRequest): Answer | Dropped {
  const refused = refusal(pbx, request);
  if (refused !== undefined) {
    return refused;
  }
  const { switches } = pbx;
  if (request.command === undefined) {
    return {
      "302": answer(302, ["command", ""]),
      "300": answer(300, ["command"]),
      "301": answer(301, [""]),
    }[switches.missingCommand];
  }
  const name = commandNamed(request.command, { ignoreCase: switches.valueCase === "any" });
  if (name === undefined) {
    return answer(switches.unknownCommand === "303" ? 303 : 301, [request.command]);
  }
  return commands[name](pbx, request);
}

/** AddConfig: creates an extension, unless there is one with that ID, of any type. */
export function addConfig(pbx: PbxState, request: ApiRequest): Answer {
  const write = readWrite(pbx, request);
  if (isAnswer(write)) {
    return write;
  }
  if (pbx.extensions.has(write.id)) {
    return answer(703);
  }
  pbx.extensions.set(write.id, mergeWrite(undefined, write, pbx.switches));
  return answer(200);
}

/** GetConfig: a whole extension, with its password in clear text. */
export function getConfig(pbx: PbxState, request: ApiRequest): Answer {
  const id = request.parameter("ExtensionId");
  if (id === undefined) {
    return missingParameter(pbx, request, "ExtensionId");
  }
  const found = pbx.extensions.get(id);
  return found === undefined
    ? answer(701, [messageSubject(pbx, request)])
    : answer(200, [], visibleConfig(found, pbx.switches));
}

function visibleConfig({ type, config }: PbxExtension, switches: Switches): XmlElement {
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

/** ModifyConfig: replaces the extension with that ID. */
export function modifyConfig(pbx: PbxState, request: ApiRequest): Answer {
  const write = readWrite(pbx, request);
  if (isAnswer(write)) {
    return write;
  }
  const present = pbx.extensions.get(write.id);
  if (present === undefined) {
    return answer(pbx.switches.modifyUnknownId === "702" ? 702 : 701, [messageSubject(pbx, request)]);
  }
  if (present.type !== write.type) {
    return disagreeingType(pbx, request, `Extension ${shortened(write.id)} is of type ${present.type.type}.`);
  }
  pbx.extensions.set(write.id, mergeWrite(present, write, pbx.switches));
  return answer(200);
}

/** RemoveConfig: removes an extension of any type. */
export function removeConfig(pbx: PbxState, request: ApiRequest): Answer {
  const id = request.parameter("ExtensionId");
  if (id === undefined) {
    return missingParameter(pbx, request, "ExtensionId");
  }
  return pbx.extensions.delete(id) ? answer(200) : answer(701, [messageSubject(pbx, request)]);
}

/** ListExtensions: ID and type of every extension. There is no paging. */
export function listExtensions(pbx: PbxState): Answer {
  const held = [...pbx.extensions.values()];
  if (held.length === 0 && pbx.switches.emptyList === "absent") {
    return answer(200);
  }
  if (pbx.switches.listOrder === "id") {
    // By code units, not by a language's rules: the same on every machine.
    held.sort((one, other) => (one.id < other.id ? -1 : 1));
  }
  const summaries = held.map(({ id, type }) =>
    element("ExtensionSummary", [element("Id", [id]), element("Type", [type.type])]),
  );
  return answer(200, [], element("Extensions", summaries));
}

/** ListExtensionTypes. Its form is not documented. */
export function listExtensionTypes(pbx: PbxState): Answer {
  const types = pbx.types.map(({ type }) => element(pbx.switches.extensionTypesShape, [type]));
  return answer(200, [], element("ExtensionTypes", types));
}

/** ListActiveCalls: the active calls. */
export function listActiveCalls(pbx: PbxState): Answer {
  return answer(200, [], element("ActiveCalls", pbx.calls.map(callInfo)));
}
