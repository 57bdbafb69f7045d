import type { CommandName } from "../commandName";
import { commandNamed } from "../commandName";
import type { PbxState } from "../pbxState";
import type { Dropped } from "./admit";
import { refusal } from "./admit";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ApiRequest } from "./apiRequest";
import { addConfig } from "./commands/addConfig";
import { getConfig } from "./commands/getConfig";
import { listActiveCalls } from "./commands/listActiveCalls";
import { listExtensions } from "./commands/listExtensions";
import { listExtensionTypes } from "./commands/listExtensionTypes";
import { modifyConfig } from "./commands/modifyConfig";
import { removeConfig } from "./commands/removeConfig";

const commands: Readonly<Record<CommandName, (pbx: PbxState, request: ApiRequest) => Answer>> = {
  AddConfig: addConfig,
  ModifyConfig: modifyConfig,
  GetConfig: getConfig,
  RemoveConfig: removeConfig,
  ListExtensions: listExtensions,
  ListExtensionTypes: listExtensionTypes,
  ListActiveCalls: listActiveCalls,
};

/** Answers a request and does what it asks for: address, login, access list, command, in this order. */
export function carryOut(pbx: PbxState, request: ApiRequest): Answer | Dropped {
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
