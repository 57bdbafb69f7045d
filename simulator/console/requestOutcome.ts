import { commandNames } from "../api/commands";
import { codeOfKind, faultKinds, statusOfKind } from "../faults/faultKinds";
import type { RecordedRequest } from "../recordedRequest";
import { shortened } from "../visibleText";
import type { LogEntry } from "./consoleProtocol";

/** How a request ended, for the live log. */
export function requestOutcome(request: RecordedRequest): Pick<LogEntry, "title" | "outcome" | "code" | "why"> {
  const title = commandTitle(request.command);
  const { code, status, fault, duration } = request;
  if (fault !== undefined) {
    return { title, outcome: "fault", code: codeLabel(request), why: faultReason(fault, request.executed) };
  }
  if (code === undefined && status === undefined) {
    return duration === undefined
      ? { title, outcome: "waiting", code: "…", why: "" }
      : { title, outcome: "refused", code: "no answer", why: "The connection ended without an answer." };
  }
  if (code === 200) {
    return { title, outcome: "done", code: "200", why: "" };
  }
  return { title, outcome: "refused", code: codeLabel(request), why: request.why ?? refusalReason(request) };
}

function commandTitle(command: string | undefined): string {
  if (command === undefined) {
    return "No command";
  }
  return commandNames.some((known) => known === command) ? command : `Unknown command ${shortened(command)}`;
}

function codeLabel({ code, status, duration }: RecordedRequest): string {
  if (code !== undefined) {
    return String(code);
  }
  if (status !== undefined) {
    return status === 200 ? "no code" : `HTTP ${status}`;
  }
  return duration === undefined ? "…" : "no answer";
}

/** What a fault did to the request that it hit. */
function faultReason(fault: string, isExecuted: boolean): string {
  const kind = /^[^:@#%]*/.exec(fault)?.[0] ?? "";
  return `Fault ${shortened(fault)}: ${faultAbout(kind)}. The PBX ${isExecuted ? "executed" : "did not execute"} the command.`;
}

/** What a fault of this kind does, in a few words. */
export function faultAbout(kind: string): string {
  const known = faultKinds[kind]?.about;
  if (known !== undefined) {
    return known;
  }
  const status = statusOfKind(kind);
  if (status !== undefined) {
    return `${kind.endsWith("-after") ? "executed, then " : ""}a proxy's HTML page with status ${status}`;
  }
  return `the answer has code ${codeOfKind(kind) ?? kind}`;
}

/** Why the PBX refused a request, in one sentence, where the command did not report it. */
function refusalReason({ code, status, extensionId }: RecordedRequest): string {
  const extension = extensionId === undefined ? "this extension" : `extension ${shortened(extensionId)}`;
  switch (code ?? status) {
    case 300:
      return "The PBX cannot read the request.";
    case 301:
      return "The PBX does not know this command.";
    case 302:
      return "A parameter is missing or not valid.";
    case 303:
      return "This command has nothing to do with the configuration.";
    case 304:
      return "The PBX requires a login: set ozeki:username and ozeki:password.";
    case 305:
      return "The login is wrong: check ozeki:username and ozeki:password.";
    case 306:
      return "The login is right, but its user group may not use the API.";
    case 307:
      return "The PBX does not allow requests from this address.";
    case 701:
      return `The PBX has no ${extension}.`;
    case 702:
      return "The PBX does not accept this configuration.";
    case 703:
      return `The PBX already has ${extension}.`;
    case 403:
      return "A page of another web site may have made this request.";
    case 404:
      return "The API has only the path / and the methods GET and POST.";
    case 413:
      return "The body is larger than 16 MiB.";
    default:
      return "The PBX refused the request.";
  }
}
