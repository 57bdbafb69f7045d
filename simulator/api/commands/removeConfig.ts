import type { PbxState } from "../../pbxState";
import type { Answer } from "../answer";
import { answer } from "../answer";
import type { ApiRequest } from "../apiRequest";
import { messageSubject } from "../messageSubject";
import { missingParameter } from "../missingParameter";

/** RemoveConfig: takes an extension away, of whatever type. */
export function removeConfig(pbx: PbxState, request: ApiRequest): Answer {
  const id = request.given("ExtensionId");
  if (id === undefined) {
    return missingParameter(pbx, request, "ExtensionId");
  }
  return pbx.extensions.delete(id) ? answer(200) : answer(701, [messageSubject(pbx, request)]);
}
