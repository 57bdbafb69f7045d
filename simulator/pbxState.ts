import type { ActiveCall } from "./activeCall";
import type { AddressFilter } from "./addressFilter";
import type { ExtensionType } from "./extensionType";
import type { HeldExtension } from "./heldExtension";
import type { Login } from "./login";
import type { Switches } from "./switches";

/** All that a PBX holds and how it is set up. Commands read and change it. */
export interface PbxState {
  readonly types: readonly ExtensionType[];
  /** By ID, in the order of insertion. IDs are unique across all types. */
  readonly extensions: Map<string, HeldExtension>;
  readonly switches: Switches;
  /** Undefined: office-user authentication is off. */
  login: Login | undefined;
  /** Undefined: every address is allowed. */
  allowed: AddressFilter | undefined;
  denied: AddressFilter;
  /** The logins of office users that exist. They count only where the switch `unknownUser` is not `accepted`. */
  readonly users: Set<string>;
  readonly calls: ActiveCall[];
}
