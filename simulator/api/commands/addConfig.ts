import type { PbxState } from "../../pbxState";
import type { Answer } from "../answer";
import { answer, isAnswer } from "../answer";
import type { ApiRequest } from "../apiRequest";
import { mergeWrite } from "../mergeWrite";
import { readWrite } from "../readWrite";

/** AddConfig: makes an extension, unless there is one of that ID, of whatever type. */
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
