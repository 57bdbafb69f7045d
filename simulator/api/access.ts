import type { PbxState } from "../pbxState";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ApiRequest } from "./apiRequest";

/** The PBX does not answer at all, it drops the connection. */
export type Dropped = "dropped";

/** What a request is refused with before its command is looked at, or undefined where nothing is in its way. */
export function refusal(pbx: PbxState, request: ApiRequest): Answer | Dropped | undefined {
  return refusedAddress(pbx, request) ?? unreadable(request) ?? refusedUser(pbx, request);
}

/** Whether an address may not use the API. Where it is both allowed and denied, it may not. */
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
  return problem === undefined ? undefined : answer(300, [problem]);
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
