import type { PbxState } from "../../pbxState";
import type { Answer } from "../answer";
import { answer, isAnswer } from "../answer";
import type { ApiRequest } from "../apiRequest";
import { mergeWrite } from "../mergeWrite";
import { messageSubject } from "../messageSubject";
import { disagreeingType, readWrite } from "../readWrite";

/** ModifyConfig: puts an extension in the place of the one of that ID. */
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
    return disagreeingType(pbx, request);
  }
  pbx.extensions.set(write.id, mergeWrite(present, write, pbx.switches));
  return answer(200);
}
