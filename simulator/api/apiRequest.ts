import type { PbxState } from "../pbxState";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ConfigXmlParameter } from "./configXmlParameter";
import { readConfigXml } from "./configXmlParameter";
import type { Parameters } from "./parameters";

/** What stands for `{0}` in the messages of 701 and 702. */
export function messageSubject(pbx: PbxState, request: ApiRequest): string {
  switch (pbx.switches.messageSubject) {
    case "parameter":
      return request.given("ExtensionType") ?? request.given("ExtensionId") ?? "";
    case "extensionId":
      return request.extensionId ?? "";
    case "nothing":
      return "";
  }
}

/** The answer to a command that lacks a parameter, or that has one which cannot be. */
export function missingParameter(pbx: PbxState, request: ApiRequest, parameter: string): Answer {
  return pbx.switches.missingParameter === "300" ? answer(300, [parameter]) : invalidParameter(request, parameter);
}

/** Code 302. */
export function invalidParameter(request: ApiRequest, parameter: string): Answer {
  return answer(302, [parameter, request.command ?? ""]);
}

/** A request as the PBX's own code gets it from http.sys. */
export class ApiRequest {
  /** Undefined where none was sent, or an empty one. */
  readonly command: string | undefined;
  readonly configXml: ConfigXmlParameter | undefined;

  constructor(
    readonly parameters: Parameters,
    /** The address of whoever sent it. */
    readonly remoteAddress: string,
    /** What about it cannot be read, in a word or two; then it has no parameters. */
    readonly problem?: string,
  ) {
    this.command = this.given("Command");
    const configXml = this.given("ConfigXML");
    this.configXml = configXml === undefined ? undefined : readConfigXml(configXml);
  }

  /** A parameter that was sent and is not empty. */
  given(name: string): string | undefined {
    const value = this.parameters.get(name);
    return value === "" ? undefined : value;
  }

  /** The extension that it is about: that of the parameter ExtensionId, or of the ID within ConfigXML. */
  get extensionId(): string | undefined {
    return this.given("ExtensionId") ?? this.configXml?.extensionId;
  }
}
