import type { PbxState } from "../pbxState";
import { MalformedXml, parseXml } from "../xml/parseXml";
import type { XmlElement } from "../xml/xmlElement";
import { childNamed, textOf } from "../xml/xmlElement";
import type { Answer } from "./answer";
import { answer } from "./answer";

/** The value of `{0}` in the messages of 701 and 702. */
export function messageSubject(pbx: PbxState, request: ApiRequest): string {
  switch (pbx.switches.messageSubject) {
    case "parameter":
      return request.parameter("ExtensionType") ?? request.parameter("ExtensionId") ?? "";
    case "extensionId":
      return request.extensionId ?? "";
    case "nothing":
      return "";
  }
}

/** The answer to a command without a required parameter. */
export function missingParameter(pbx: PbxState, request: ApiRequest, parameter: string): Answer {
  const why = `The parameter ${parameter} is missing.`;
  return pbx.switches.missingParameter === "300"
    ? { ...answer(300, [parameter]), why }
    : invalidParameter(request, parameter, why);
}

/** The answer to a command with an invalid parameter: code 302. */
export function invalidParameter(request: ApiRequest, parameter: string, why: string): Answer {
  return { ...answer(302, [parameter, request.command ?? ""]), why };
}

/** A request as the PBX's own code receives it from http.sys. */
export class ApiRequest {
  /** Undefined for a missing or an empty one. */
  readonly command: string | undefined;
  readonly configXml: ConfigXmlParameter | undefined;

  constructor(
    readonly parameters: Parameters,
    /** The address of the sender. */
    readonly remoteAddress: string,
    /** The part of it that cannot be read, in a word or two; then it has no parameters. */
    readonly problem?: string,
  ) {
    this.command = this.parameter("Command");
    const configXml = this.parameter("ConfigXML");
    this.configXml = configXml === undefined ? undefined : readConfigXml(configXml);
  }

  /** The value of a parameter that is not empty. */
  parameter(name: string): string | undefined {
    const value = this.parameters.get(name);
    return value === "" ? undefined : value;
  }

  /** The ID of its extension: the parameter ExtensionId, or the ID in ConfigXML. */
  get extensionId(): string | undefined {
    return this.parameter("ExtensionId") ?? this.configXml?.extensionId;
  }
}

/** The parameters of a request. Their names are case-insensitive, their values are not. */
export class Parameters {
  readonly #values = new Map<string, string[]>();
  readonly #pairs: readonly (readonly [string, string])[];

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.#pairs = pairs;
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
    }
  }

  /** The value of a parameter. One that is sent more than once is ambiguous and counts as not sent. */
  get(name: string): string | undefined {
    const values = this.#values.get(name.toLowerCase()) ?? [];
    return values.length === 1 ? values[0] : undefined;
  }

  /** The parameters by their names as sent. */
  toObject(): Record<string, string> {
    return Object.fromEntries(this.#pairs);
  }
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export interface ConfigXmlParameter {
  /** `escaped` where `&` and `<` were HTML-escaped before the URL encoding, as in the vendor's sample. */
  readonly encoding: "plain" | "escaped";
  /** Undefined where it is not well-formed. */
  readonly root: XmlElement | undefined;
  /** The text of `<ID>`, where there is one. */
  readonly extensionId: string | undefined;
}

/** Reads a ConfigXML in either encoding. */
export function readConfigXml(text: string): ConfigXmlParameter {
  const encoding = text.trimStart().startsWith("&lt;") ? "escaped" : "plain";
  const root = parse(encoding === "plain" ? text : unescapeHtml(text));
  const id = root === undefined ? undefined : childNamed(root, "ID");
  return { encoding, root, extensionId: id === undefined ? undefined : textOf(id) };
}

function parse(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof MalformedXml) {
      return undefined;
    }
    throw error;
  }
}

/** Unescapes once, from left to right: the result is not unescaped again. */
function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/g,
    (whole, name, decimal, hexadecimal) => {
      if (name !== undefined) {
        return named[name] ?? whole;
      }
      const codePoint = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
    },
  );
}
