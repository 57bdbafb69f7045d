import { displayId } from "./display";
import type { SettingSources } from "./settings";

/** A command of the HTTP API that this package sends, by its documented name. */
export type Command =
  | "AddConfig"
  | "GetConfig"
  | "ModifyConfig"
  | "RemoveConfig"
  | "ListExtensions"
  | "ListExtensionTypes"
  | "ListActiveCalls";

/** What a request is about, for messages. It has no parameter of the request but the ID. */
export interface RequestSubject {
  command: Command;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
  /** The extension that the command is about; left out for the lists. */
  extensionId?: string | undefined;
  /** The configuration key of the address, such as `ozeki:connections.branch.url`. */
  configuredAs?: string | undefined;
  /** Where the settings of the client come from, for the advice on an error. */
  sources?: SettingSources | undefined;
}

/**
 * A request in words, such as `GetConfig of extension 1000 on http://10.0.0.5:7780`, with the configuration key of the
 * address where it is known.
 */
export function describe(subject: RequestSubject): string {
  const of = subject.extensionId === undefined ? "" : ` of extension ${displayId(subject.extensionId)}`;
  const as = subject.configuredAs === undefined ? "" : ` (${subject.configuredAs})`;
  return `${subject.command}${of} on ${subject.pbx}${as}`;
}
