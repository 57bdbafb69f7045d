import * as pulumi from "@pulumi/pulumi";
import type { LookUpArgs } from "./lookUpArgs";
import { onceKnown, onExtension } from "./oneExtension";
import { outputsOf } from "./outputs";
import { lookUps } from "./pbx";

/** A SIP extension, as the PBX had it when the program ran. */
export interface GetSipExtensionResult {
  /** The extension's ID: element `ID`. */
  extensionId: string;
  /** Login name of the office user who owns it: element `UserID`. */
  userId: string;
  /** The password with which the phone registers: element `Password`; empty where the PBX does not tell it. A secret. */
  password: pulumi.Output<string>;
  /** The name with which the phone authenticates itself: element `AuthorizationName`. */
  authorizationName: string;
  /** The SIP user name: element `Username`. Some PBXs do not tell it. */
  username?: string;
  /** Whether it can be used: element `Enabled`. Left out where the PBX says neither true nor false. */
  enabled?: boolean;
  /** Further elements that are a text, by the PBX's own names for them. */
  elements: Record<string, string>;
  /** Those of them that look like a secret, by their name (`VoicemailPin`) or their form (an address with a login). A secret. */
  secretElements: pulumi.Output<Record<string, string>>;
  /** Whether a phone has ever registered with it: the PBX knows where it was. */
  hasRegistered: boolean;
  /** Where the phone registered last, such as `192.168.115.188:5060 (Udp)`: element `LastIPAddress`. */
  lastIpAddress?: string;
  /** What the phone calls itself: element `UserAgentName`. */
  userAgentName?: string;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** A SIP extension, as the PBX had it when the program ran: one Output for each property. */
export interface GetSipExtensionOutputResult {
  /** The extension's ID: element `ID`. */
  extensionId: pulumi.Output<string>;
  /** Login name of the office user who owns it: element `UserID`. */
  userId: pulumi.Output<string>;
  /** The password with which the phone registers: element `Password`; empty where the PBX does not tell it. A secret. */
  password: pulumi.Output<string>;
  /** The name with which the phone authenticates itself: element `AuthorizationName`. */
  authorizationName: pulumi.Output<string>;
  /** The SIP user name: element `Username`. Some PBXs do not tell it. */
  username: pulumi.Output<string | undefined>;
  /** Whether it can be used: element `Enabled`. Undefined where the PBX says neither true nor false. */
  enabled: pulumi.Output<boolean | undefined>;
  /** Further elements that are a text, by the PBX's own names for them. */
  elements: pulumi.Output<Record<string, string>>;
  /** Those of them that look like a secret, by their name (`VoicemailPin`) or their form (an address with a login). A secret. */
  secretElements: pulumi.Output<Record<string, string>>;
  /** Whether a phone has ever registered with it: the PBX knows where it was. */
  hasRegistered: pulumi.Output<boolean>;
  /** Where the phone registered last: element `LastIPAddress`. */
  lastIpAddress: pulumi.Output<string | undefined>;
  /** What the phone calls itself: element `UserAgentName`. */
  userAgentName: pulumi.Output<string | undefined>;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: pulumi.Output<string>;
}

const find = (extensionId: string, args: LookUpArgs) =>
  onExtension(extensionId, args, (client, options) => lookUps().getSipExtension(client, extensionId, options));

/**
 * Looks a SIP extension up on the PBX, with what the PBX knows of its phone: the command GetConfig.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state: what it says may change from run to
 * run, and a resource that is made of it changes with it. An extension that this program declares is not looked up but
 * taken from its resource.
 *
 * ```ts
 * const reception = await getSipExtension("1000");
 * if (!reception.hasRegistered) pulumi.log.warn("No phone has ever registered as 1000.");
 * ```
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 * @throws NoSuchExtension where the PBX has none of that ID
 * @throws pulumi.RunError where it is of another type, or the PBX refuses or does not answer
 */
export async function getSipExtension(extensionId: string, args: LookUpArgs = {}): Promise<GetSipExtensionResult> {
  const { password, secretElements, ...open } = await find(extensionId, args);
  return { ...open, password: pulumi.secret(password), secretElements: pulumi.secret(secretElements) };
}

/**
 * {@link getSipExtension} for values that are not known yet: then it is looked up once they are, and not in a preview.
 * For an extension that this program makes itself, pass the resource's `id`, which is not known before it is made.
 *
 * ```ts
 * export const owner = getSipExtensionOutput("1000").userId;
 * ```
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 */
export function getSipExtensionOutput(
  extensionId: pulumi.Input<string>,
  args: { connection?: pulumi.Input<string | undefined> | undefined } = {},
): GetSipExtensionOutputResult {
  const found = onceKnown(extensionId, args, find);
  return outputsOf(
    found,
    [
      "extensionId",
      "userId",
      "password",
      "authorizationName",
      "username",
      "enabled",
      "elements",
      "secretElements",
      "hasRegistered",
      "lastIpAddress",
      "userAgentName",
      "pbx",
    ],
    ["password", "secretElements"],
  ) as GetSipExtensionOutputResult;
}
