import type { AddressFilter } from "./addressFilter";
import type { ExtensionType } from "./extensionType";
import type { Switches } from "./switches";
import type { XmlElement } from "./xml/xmlElement";
import { element } from "./xml/xmlElement";

/** What a PBX holds and how it is configured. Commands read and change it. */
export interface PbxState {
  readonly types: readonly ExtensionType[];
  /** By ID, in the order of insertion. IDs are unique across all types. */
  readonly extensions: Map<string, PbxExtension>;
  readonly switches: Switches;
  /** Undefined: office-user authentication is off. */
  login: Login | undefined;
  /** Undefined: every address is allowed. */
  allowed: AddressFilter | undefined;
  denied: AddressFilter;
  /** The logins of existing office users. They count only where the switch `unknownUser` is not `accepted`. */
  readonly users: Set<string>;
  readonly calls: ActiveCall[];
}

/** An extension as the PBX holds it. */
export interface PbxExtension {
  readonly id: string;
  readonly type: ExtensionType;
  /** The whole `<Config>`, run-time values included. */
  readonly config: XmlElement;
}

/** The office user whose login every request must carry. */
export interface Login {
  readonly username: string;
  readonly password: string;
  /** Whether the user's group may use the API. Default: true; false gives code 306. */
  readonly isAllowed?: boolean;
}

/** An active call, with the PBX's own names. What is left out is answered as an empty element. */
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
