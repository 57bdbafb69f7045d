import type * as pulumi from "@pulumi/pulumi";
import type { SipExtensionArgs } from "../resources/sipExtension";
import type { ElementProperty } from "../types/propertyTable";
import { elementProperties } from "../types/propertyTable";
import { runTimeElements, sipExtensionTable } from "../types/sipExtension/table";
import type { FunctionDescriptor } from "./descriptor";
import { functionCall, reading } from "./lazy";
import type { FoundProperties, FunctionArgs, InputsOfArgs, OutputResult, ResultWithSecrets } from "./types";

const [LAST_IP_ADDRESS, USER_AGENT_NAME] = runTimeElements;

/** What the PBX knows of a SIP extension beyond the properties that a program declares. */
export interface SipExtensionDetails {
  /** Further elements with text only, by the PBX's own names for them. */
  elements: Record<string, string>;
  /**
   * Those of them that look like a secret, by their name (`VoicemailPin`) or their form (an address with a login). A
   * secret.
   */
  secretElements: Record<string, string>;
  /** Whether a phone has ever registered with it: the PBX knows its last address. */
  hasRegistered: boolean;
  /** Where the phone registered last, such as `192.168.115.188:5060 (Udp)`: element `LastIPAddress`. */
  lastIpAddress?: string;
  /** What the phone calls itself: element `UserAgentName`. */
  userAgentName?: string;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** A SIP extension as the PBX has it at the moment. A property is left out where the PBX does not return it. */
export interface FoundSipExtension
  extends FoundProperties<SipExtensionArgs, typeof sipExtensionTable>,
    SipExtensionDetails {}

/** A SIP extension, as the PBX had it when the program ran. */
export interface GetSipExtensionResult extends ResultWithSecrets<FoundSipExtension, "password" | "secretElements"> {}

/** A SIP extension, as the PBX had it when the program ran: one Output for each property. */
export interface GetSipExtensionOutputResult extends OutputResult<FoundSipExtension> {}

/**
 * The function `getSipExtension`, for the adapters and the schema.
 *
 * @internal
 */
export const getSipExtensionDescriptor: FunctionDescriptor<FunctionArgs & { extensionId: string }, FoundSipExtension> =
  {
    name: "getSipExtension",
    args: ["extensionId"],
    secrets: ["password", "secretElements"],
    result: [
      ...elementProperties(sipExtensionTable).map(({ name }) => name as ElementProperty<typeof sipExtensionTable>),
      "elements",
      "secretElements",
      "hasRegistered",
      "lastIpAddress",
      "userAgentName",
      "pbx",
    ],
    async run(client, { extensionId }, options) {
      const { furtherSipElements, propertiesIn, readSipConfig } = reading();
      const config = await readSipConfig(client, extensionId, options);
      const { open, secret } = furtherSipElements(config);
      const runTime = (element: string) => (config.text(element) ?? "").trim();
      const [lastIpAddress, userAgentName] = [runTime(LAST_IP_ADDRESS), runTime(USER_AGENT_NAME)];
      return {
        ...(propertiesIn(config, sipExtensionTable) as FoundProperties<SipExtensionArgs, typeof sipExtensionTable>),
        elements: open.elements,
        secretElements: secret.elements,
        hasRegistered: lastIpAddress !== "",
        ...(lastIpAddress !== "" && { lastIpAddress }),
        ...(userAgentName !== "" && { userAgentName }),
        pbx: client.pbx,
      };
    },
  };

/**
 * Reads a SIP extension from the PBX, with what the PBX knows of its phone: the command GetConfig.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state: its values may change from run
 * to run, and a resource that uses them changes with them. For an extension that this program declares, use the
 * resource.
 *
 * ```ts
 * const reception = await getSipExtension("1000");
 * if (!reception.hasRegistered) pulumi.log.warn("No phone has ever registered as 1000.");
 * ```
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 * @throws NoSuchExtension where the PBX has no extension with that ID
 * @throws pulumi.RunError where it is of another type, or the PBX refuses or does not answer
 */
export async function getSipExtension(extensionId: string, args: FunctionArgs = {}): Promise<GetSipExtensionResult> {
  return (await functionCall().callWithSecrets(getSipExtensionDescriptor, args, extensionId)) as GetSipExtensionResult;
}

/**
 * {@link getSipExtension} for values that are not known yet: it is read once they are, and not in a preview.
 * For an extension that this program creates, pass the resource's `id`, which is not known before it is created.
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
  args: InputsOfArgs<FunctionArgs> = {},
): GetSipExtensionOutputResult {
  return functionCall().callOutput(getSipExtensionDescriptor, args, extensionId) as GetSipExtensionOutputResult;
}
