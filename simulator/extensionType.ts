/** A type of extension that the PBX knows. */
export interface ExtensionType {
  /** The `ExtensionType` of a command, and the `Type` in the answer to ListExtensions. */
  readonly type: string;
  /** The `knownType` of its Config. */
  readonly knownType: string;
  /** The elements that a write must have, in the order in which the PBX itself writes them. */
  readonly required: readonly string[];
  /**
   * Elements that the PBX fills in while it runs and ignores in writes. They precede the element `Enabled`.
   * Default: none.
   */
  readonly runTime?: readonly string[];
  /** Elements that GetConfig leaves out unless the switch `getConfigUsername` is `returned`. Default: none. */
  readonly unreturned?: readonly string[];
}

/** The one type that the vendor documents. */
export const sipType: ExtensionType = {
  type: "SIP",
  knownType: "SIPExtensionInfo",
  required: ["AuthorizationName", "Password", "Username", "Enabled", "ID", "UserID"],
  runTime: ["LastIPAddress", "UserAgentName"],
  unreturned: ["Username"],
};

/**
 * The default types of a simulator. Only SIP is the vendor's: the PBX has others, but their names are not documented, so
 * the two here are **made up** and only represent "some other type".
 */
export const defaultExtensionTypes: readonly ExtensionType[] = [
  sipType,
  { type: "MadeUpMenu", knownType: "MadeUpMenuInfo", required: ["ID"] },
  { type: "MadeUpQueue", knownType: "MadeUpQueueInfo", required: ["ID"] },
];

/** The documented elements in the order in which the PBX writes them, run-time values included. */
export function documentedOrder({ required, runTime = [] }: ExtensionType): string[] {
  const place = required.indexOf("Enabled");
  return place < 0 ? [...required, ...runTime] : [...required.slice(0, place), ...runTime, ...required.slice(place)];
}
