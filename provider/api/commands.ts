import { ConfigXml } from "./configXml";
import { activeCallsOf, configOf, extensionsOf, extensionTypesOf } from "./payloads";
import type { Command, RequestSubject } from "./requestSubject";
import type { XmlElement } from "./xml/element";
import type { XmlLimits } from "./xml/wellFormed";
import { singleLimits } from "./xml/wellFormed";

/** What this package knows of a command. */
interface CommandDefinition {
  /** Its documented parameters, without the login. */
  readonly parameters: readonly string[];
  /**
   * Reads the payload of a reply.
   *
   * @throws BadReply where the reply does not have the documented form
   */
  readonly read: (subject: RequestSubject, response: XmlElement) => unknown;
  /**
   * What to do when the reply was lost and the PBX may have executed the command: send it again, or verify the outcome
   * first. There is no default: a command that must not be executed twice would be repeated by mistake.
   */
  readonly afterLostReply: "repeat" | "verify first";
  /** Whether it changes the PBX. */
  readonly isWrite: boolean;
  /** How large a reply may be. */
  readonly reply: ReplyLimits;
}

/** How large a reply may be that is read. */
interface ReplyLimits extends XmlLimits {
  /** Bytes of the body. */
  readonly bytes: number;
}

const MIB = 1024 * 1024;
/** About one extension. A message may take a part of it. Many larger ones at once took 300 MB. */
const single: ReplyLimits = { bytes: MIB / 4, ...singleLimits };
/** A list of some 30,000 extensions. The native plugin needs 250 MB to pass on such a list. */
const list: ReplyLimits = { bytes: 4 * MIB, elements: 90_000, attributes: 45_000, run: 524_288 };
/** A list of some 5,000 calls, each of which has more elements. */
const calls: ReplyLimits = { bytes: MIB, elements: 45_000, attributes: 22_500, run: 524_288 };

const nothing = (): void => {};

/** Every command that this package sends. */
export const commandTable = {
  // The second of two finds the extension of the first, and answers that it exists.
  AddConfig: {
    parameters: ["ExtensionType", "ConfigXML"],
    read: nothing,
    afterLostReply: "verify first",
    isWrite: true,
    reply: single,
  },
  GetConfig: {
    parameters: ["ExtensionId"],
    read: (subject, response) => ConfigXml.of(configOf(subject, response)),
    afterLostReply: "repeat",
    isWrite: false,
    reply: single,
  },
  ModifyConfig: {
    parameters: ["ExtensionType", "ConfigXML"],
    read: nothing,
    afterLostReply: "repeat",
    isWrite: true,
    reply: single,
  },
  RemoveConfig: { parameters: ["ExtensionId"], read: nothing, afterLostReply: "repeat", isWrite: true, reply: single },
  ListExtensions: { parameters: [], read: extensionsOf, afterLostReply: "repeat", isWrite: false, reply: list },
  ListExtensionTypes: {
    parameters: [],
    read: (_subject, response) => extensionTypesOf(response),
    afterLostReply: "repeat",
    isWrite: false,
    reply: single,
  },
  ListActiveCalls: { parameters: [], read: activeCallsOf, afterLostReply: "repeat", isWrite: false, reply: calls },
} as const satisfies Record<Command, CommandDefinition>;

/** The parameters of a command, by name. */
export type ParametersOf<Of extends Command> = Record<(typeof commandTable)[Of]["parameters"][number], string>;

/** What a command answers. */
export type PayloadOf<Of extends Command> = ReturnType<(typeof commandTable)[Of]["read"]>;

/** The names of all commands. */
export const commands = Object.keys(commandTable) as readonly Command[];
