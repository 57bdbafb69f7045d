import { callInfo } from "../../activeCall";
import type { PbxState } from "../../pbxState";
import { element } from "../../xml/xmlElement";
import type { Answer } from "../answer";
import { answer } from "../answer";

/** ListActiveCalls: the calls in progress. */
export function listActiveCalls(pbx: PbxState): Answer {
  return answer(200, [], element("ActiveCalls", pbx.calls.map(callInfo)));
}
