import { ENABLED } from "../elementText";

/** The knownType of the one kind of extension that the PBX's documentation describes. */
export const SIP_KNOWN_TYPE = "SIPExtensionInfo";

/** The ExtensionType parameter that goes with {@link SIP_KNOWN_TYPE}. */
export const SIP_EXTENSION_TYPE = "SIP";

/** Which element of the PBX's ConfigXML holds which property. */
export const elementOfProperty = {
  authorizationName: "AuthorizationName",
  password: "Password",
  username: "Username",
  enabled: ENABLED,
  extensionId: "ID",
  userId: "UserID",
} as const;

/** A property that an element of its own holds. */
export type ElementProperty = keyof typeof elementOfProperty;

/** Elements that the PBX fills in while it runs. They are never written and never in the state. */
export const runTimeElements = ["LastIPAddress", "UserAgentName"] as const;

/**
 * Who owns the element of this name, if it is not free for `elements`.
 *
 * Upper and lower case count as one here: `userid` beside `UserID` is a slip of the pen, and the PBX would get a twin.
 */
export function ownerOfElement(name: string): { property: ElementProperty } | "run-time" | undefined {
  const wanted = name.toLowerCase();
  for (const [property, element] of Object.entries(elementOfProperty)) {
    if (element.toLowerCase() === wanted) {
      return { property: property as ElementProperty };
    }
  }
  return runTimeElements.some((element) => element.toLowerCase() === wanted) ? "run-time" : undefined;
}
