import type { PbxState } from "../pbxState";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ApiRequest } from "./apiRequest";

/** The PBX drops the connection without an answer. */
export type Dropped = "dropped";

/** The refusal of a request by its address, form or login; undefined where its command may be executed. */
export function refusal(pbx: PbxState, request: ApiRequest): Answer | Dropped | undefined {
  return refusedAddress(pbx, request) ?? unreadable(request) ?? refusedUser(pbx, request);
}

/** Whether an address may not use the API. One that is both allowed and denied may not. */
export function isRefusedAddress({ allowed, denied }: PbxState, address: string): boolean {
  return denied.has(address) || (allowed !== undefined && !allowed.has(address));
}

function refusedAddress(pbx: PbxState, { remoteAddress }: ApiRequest): Answer | Dropped | undefined {
  if (!isRefusedAddress(pbx, remoteAddress)) {
    return undefined;
  }
  return pbx.switches.refusedAddress === "dropped" ? "dropped" : answer(307);
}

function unreadable({ problem }: ApiRequest): Answer | undefined {
  return problem === undefined
    ? undefined
    : { ...answer(300, [problem]), why: `The PBX cannot read this part of the request: ${problem}.` };
}

function refusedUser({ login }: PbxState, { parameters }: ApiRequest): Answer | undefined {
  if (login === undefined) {
    return undefined;
  }
  const username = parameters.get("Username");
  const password = parameters.get("Password");
  if (username === undefined && password === undefined) {
    return answer(304);
  }
  if (username !== login.username || password !== login.password) {
    return answer(305);
  }
  return login.isAllowed === false ? answer(306) : undefined;
}
