import type { InputsOf, PropertyTable } from "../propertyTable";
import type { ResourceState } from "../resourceState";

/** Value of the attribute `knownType` of a SIP extension: the one type that the PBX's documentation describes. */
export const SIP_KNOWN_TYPE = "SIPExtensionInfo";

/** The parameter `ExtensionType` that goes with {@link SIP_KNOWN_TYPE}. */
export const SIP_EXTENSION_TYPE = "SIP";

/** The properties of a SIP extension. */
export const sipExtensionTable = {
  extensionId: { type: "id", element: "ID", required: true, replaces: "elsewhere" },
  userId: { type: "string", element: "UserID", required: true },
  password: { type: "string", mayEndWithSpace: true, element: "Password", secret: "always", isGenerated: true },
  authorizationName: { type: "string", element: "AuthorizationName", default: { sameAs: "extensionId" } },
  username: { type: "string", element: "Username", default: { sameAs: "extensionId" }, mayBeHidden: true },
  enabled: { type: "boolean", element: "Enabled", default: true },
  elements: { type: "elements", secret: "inside", default: {} },
  passwordVersion: { type: "version" },
  adopt: { type: "boolean", default: false },
  connection: { type: "string", secret: "by mistake" },
} as const satisfies PropertyTable;

/** The elements in the order of the documented sample; requests keep it, and any other element follows. */
export const documentedElementOrder = ["AuthorizationName", "Password", "Username", "Enabled", "ID", "UserID"] as const;

/** Elements that the PBX fills in while it runs. They are never written and never in the state. */
export const runTimeElements = ["LastIPAddress", "UserAgentName"] as const;

/** What a program declares of one SIP extension, after check has applied the defaults. */
export type Inputs = InputsOf<typeof sipExtensionTable>;

/** What the state holds of one SIP extension. */
export type State = ResourceState<Inputs> & {
  /**
   * The password that this package generated, while the PBX has another one: a refresh replaces the password of the state.
   * `up` restores it, because the phone has it typed in.
   */
  generatedPassword?: string;
};
