import { readEnabled } from "../lifecycle/enabledText";
import { openAndSecret } from "../lifecycle/extension/contentOf";
import { ownerOfElement, SIP_KNOWN_TYPE } from "../lifecycle/sipExtension/elements";
import type { OzekiClient } from "../ozeki";
import { NoSipExtension } from "./errors/noSipExtension";
import { found } from "./found";
import type { LookUpOptions } from "./lookUp";

/** A SIP extension, as the PBX has it at the moment. */
export interface FoundSipExtension {
  extensionId: string;
  /** Login name of the office user who owns it: element `UserID`. */
  userId: string;
  /** The password with which the phone registers: element `Password`; empty where the PBX does not tell it. A secret. */
  password: string;
  /** The name with which the phone authenticates itself: element `AuthorizationName`. */
  authorizationName: string;
  /** The SIP user name: element `Username`. Left out by a PBX that does not tell it. */
  username?: string;
  /** Whether it can be used: element `Enabled`. Left out where that is neither true nor false. */
  enabled?: boolean;
  /** Further elements that are a text, by name. */
  elements: Record<string, string>;
  /** Those of them that look like a secret, by their name or their form. */
  secretElements: Record<string, string>;
  /** Whether a phone has ever registered with it: the PBX knows where it was. */
  hasRegistered: boolean;
  /** Where the phone registered last, such as `192.168.115.188:5060 (Udp)`: element `LastIPAddress`. */
  lastIpAddress?: string;
  /** What the phone calls itself: element `UserAgentName`. */
  userAgentName?: string;
  /** Origin of the PBX. */
  pbx: string;
}

/**
 * Looks a SIP extension up, with what the PBX knows of its phone (GetConfig).
 *
 * @throws NoSuchExtension where there is none of that ID
 * @throws NoSipExtension where it is of another type
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export async function getSipExtension(
  client: OzekiClient,
  extensionId: string,
  options: LookUpOptions = {},
): Promise<FoundSipExtension> {
  const config = await found(client, extensionId, options);
  if (config.knownType !== SIP_KNOWN_TYPE) {
    throw new NoSipExtension(client.pbx, extensionId, config.knownType);
  }
  const text = (name: string) => config.text(name) ?? "";
  const { open, secret } = openAndSecret(config, (name) => ownerOfElement(name) === undefined);
  const username = config.text("Username");
  const enabled = readEnabled(text("Enabled"));
  const [lastIpAddress, userAgentName] = [text("LastIPAddress").trim(), text("UserAgentName").trim()];
  return {
    extensionId,
    userId: text("UserID"),
    password: text("Password"),
    authorizationName: text("AuthorizationName"),
    ...(username !== undefined && { username }),
    ...(enabled !== undefined && { enabled }),
    elements: open.elements,
    secretElements: secret.elements,
    hasRegistered: lastIpAddress !== "",
    ...(lastIpAddress !== "" && { lastIpAddress }),
    ...(userAgentName !== "" && { userAgentName }),
    pbx: client.pbx,
  };
}
