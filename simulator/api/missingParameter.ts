import type { PbxState } from "../pbxState";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ApiRequest } from "./apiRequest";

/** The answer to a command that lacks a parameter, or that has one which cannot be. */
export function missingParameter(pbx: PbxState, request: ApiRequest, parameter: string): Answer {
  return pbx.switches.missingParameter === "300" ? answer(300, [parameter]) : invalidParameter(request, parameter);
}

/** Code 302. */
export function invalidParameter(request: ApiRequest, parameter: string): Answer {
  return answer(302, [parameter, request.command ?? ""]);
}
