import type { UnknownName } from "./unknownName";

/**
 * How the simulator answers where the PBX's documentation is not specific. Each switch can be changed while it runs. The
 * first value is the default.
 */
export interface Switches {
  /** Is ConfigXML sent as it is, or HTML-escaped before it is URL-encoded? `plain` and `escaped` refuse the other. */
  configXmlEncoding: "either" | "plain" | "escaped";
  /** The code of ModifyConfig of an ID that is not there. */
  modifyUnknownId: "701" | "702";
  /** The code of a ConfigXML that is not well-formed. */
  malformedConfigXml: "702" | "300";
  /** The code of a ConfigXML that lacks a required element. */
  missingElement: "702" | "302";
  /** The code of a command that lacks a parameter. */
  missingParameter: "302" | "300";
  /** The code of a request without a command. */
  missingCommand: "302" | "300" | "301";
  /** The code of a command that is unknown, or that has nothing to do with configuration. */
  unknownCommand: "301" | "303";
  /** The code of an unknown ExtensionType, and of a type and a knownType that disagree. */
  unknownType: "702" | "302";
  /** What becomes of a UserID that no office user has: see the simulator's `users`. */
  unknownUser: "accepted" | "702";
  /** Does GetConfig return Username? */
  getConfigUsername: "omitted" | "returned";
  /** What becomes of elements beyond the documented ones on a write. */
  unknownElements: "kept" | "dropped";
  /** What becomes of elements that the PBX has and a ModifyConfig lacks. */
  unwrittenElements: "lost" | "kept";
  /** The name of the elements in the answer to ListExtensionTypes. */
  extensionTypesShape: "string" | "ExtensionType";
  /** The order of ListExtensions: that of insertion, or by ID. */
  listOrder: "insertion" | "id";
  /** The list of an empty system: `<Extensions />`, or no such element. */
  emptyList: "element" | "absent";
  /**
   * What replaces `{0}` in the messages of 701 and 702: the parameter that names the extension (ExtensionId, and
   * for writes ExtensionType), the extension's ID wherever it is known, or nothing.
   */
  messageSubject: "parameter" | "extensionId" | "nothing";
  /** What becomes of an AuthorizationName that another extension has. */
  authorizationNameTaken: "accepted" | "702";
  /** Are parameters read from the body of a POST, and in which charset? */
  postBody: "utf-8" | "latin1" | "ignored";
  /** What a refused address gets: code 307, or its connection dropped. */
  refusedAddress: "307" | "dropped";
  /** The answer to a path other than `/` and to a method other than GET and POST: http.sys's 404, or code 300. */
  otherPathOrMethod: "404" | "300";
  /** Does the case of a command and of an ExtensionType count? */
  valueCase: "exact" | "any";
  /** The order of elements in GetConfig: as written, or the documented ones first and in the documented order. */
  elementOrder: "written" | "documented";
}

/** The name of a switch. */
export type SwitchName = keyof Switches;

/** Every switch with its values, the default first, and its subject in a few words. */
export const switchTable: {
  readonly [Name in SwitchName]: {
    readonly values: readonly [Switches[Name], ...Switches[Name][]];
    readonly about: string;
  };
} = {
  configXmlEncoding: { values: ["either", "plain", "escaped"], about: "how ConfigXML may be sent" },
  modifyUnknownId: { values: ["701", "702"], about: "ModifyConfig of an ID that is not there" },
  malformedConfigXml: { values: ["702", "300"], about: "ConfigXML that is not well-formed" },
  missingElement: { values: ["702", "302"], about: "ConfigXML that lacks a required element" },
  missingParameter: { values: ["302", "300"], about: "a command that lacks a parameter" },
  missingCommand: { values: ["302", "300", "301"], about: "a request without a command" },
  unknownCommand: { values: ["301", "303"], about: "a command that is unknown or not a configuration command" },
  unknownType: { values: ["702", "302"], about: "an unknown ExtensionType, or a knownType that disagrees" },
  unknownUser: { values: ["accepted", "702"], about: "a UserID that no office user has" },
  getConfigUsername: { values: ["omitted", "returned"], about: "Username in the answer to GetConfig" },
  unknownElements: { values: ["kept", "dropped"], about: "elements beyond the documented ones on a write" },
  unwrittenElements: { values: ["lost", "kept"], about: "elements that a ModifyConfig lacks" },
  extensionTypesShape: { values: ["string", "ExtensionType"], about: "element name in ListExtensionTypes" },
  listOrder: { values: ["insertion", "id"], about: "order of ListExtensions" },
  emptyList: { values: ["element", "absent"], about: "<Extensions /> of an empty system" },
  messageSubject: { values: ["parameter", "extensionId", "nothing"], about: "{0} in the messages of 701 and 702" },
  authorizationNameTaken: { values: ["accepted", "702"], about: "an AuthorizationName that another extension has" },
  postBody: { values: ["utf-8", "latin1", "ignored"], about: "parameters in the body of a POST" },
  refusedAddress: { values: ["307", "dropped"], about: "a request from a refused address" },
  otherPathOrMethod: { values: ["404", "300"], about: "a path other than /, a method other than GET and POST" },
  valueCase: { values: ["exact", "any"], about: "case of a command and of an ExtensionType" },
  elementOrder: { values: ["written", "documented"], about: "order of elements in GetConfig" },
};

/** The names of all switches. */
export const switchNames = Object.keys(switchTable) as readonly SwitchName[];

/** A switch does not exist, or does not have this value. */
export class SwitchError extends Error {
  override readonly name = "SwitchError";

  constructor(
    message: string,
    /** The name that does not exist, where it is one. */
    readonly unknown?: UnknownName,
  ) {
    super(message);
  }
}

/** All switches: the defaults, and what is set instead. */
export function switchesFrom(changed: Partial<Switches> = {}): Switches {
  const defaults = Object.fromEntries(switchNames.map((name) => [name, switchTable[name].values[0]]));
  return { ...(defaults as unknown as Switches), ...changed };
}

/**
 * Reads a switch from a command line.
 *
 * @param text - such as `modifyUnknownId=702`
 * @throws SwitchError naming the possible values
 */
export function parseSwitch(text: string): Partial<Switches> {
  const [name = "", value] = text.split(/=(.*)/s);
  if (!isSwitchName(name)) {
    throw new SwitchError(`there is no switch ${JSON.stringify(name)}; there are ${switchNames.join(", ")}`, {
      what: "switch",
      given: name,
      known: switchNames,
    });
  }
  const values: readonly string[] = switchTable[name].values;
  if (value === undefined || !values.includes(value)) {
    const message = `write ${values.map((allowed) => `${name}=${allowed}`).join(" or ")}`;
    throw new SwitchError(
      message,
      value === undefined ? undefined : { what: `${name} value`, given: value, known: values },
    );
  }
  return { [name]: value };
}

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switchTable, name);
}
