import type { XmlElement } from "./xml/xmlElement";
import { element } from "./xml/xmlElement";

/** A call in progress, in the PBX's own words. What is left out is answered as an empty element. */
export interface ActiveCall {
  readonly CallState?: string;
  readonly CallId: string;
  readonly Source?: string;
  readonly CallerId?: string;
  readonly Destination?: string;
  readonly StartTime?: string;
  readonly RingDuration?: string;
  readonly TalkDuration?: string;
}

const fields = [
  "CallState",
  "CallId",
  "Source",
  "CallerId",
  "Destination",
  "StartTime",
  "RingDuration",
  "TalkDuration",
] as const satisfies readonly (keyof ActiveCall)[];

/** A call as ListActiveCalls answers it. */
export function callInfo(call: ActiveCall): XmlElement {
  return element(
    "CallInfo",
    fields.map((field) => element(field, [call[field] ?? ""])),
  );
}
