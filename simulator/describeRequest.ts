import { commandNames } from "./api/commands";
import type { RecordedRequest } from "./recordedRequest";
import { shortened } from "./visibleText";

/**
 * A request in a few words: command, extension, outcome, such as `AddConfig 1000 703`. The outcome is the code, or instead
 * of it the fault that took the answer, the HTTP status, or `unanswered`.
 */
export function summarize(request: RecordedRequest): string {
  const outcome = request.code ?? request.fault ?? request.status ?? "unanswered";
  return [request.command ?? "(no command)", request.extensionId, outcome]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** A request as a line for people, without its parameters and with hidden characters escaped. */
export function describeRequest(request: RecordedRequest): string {
  const { command, extensionId, code, status, fault, duration } = request;
  const isKnown = command !== undefined && commandNames.some((known) => known === command);
  return [
    `#${request.number}`,
    timeOfDay(new Date(request.at)),
    isKnown ? command : command === undefined ? "(no command)" : "(unknown command)",
    extensionId === undefined ? undefined : shortened(extensionId),
    code ?? (status === undefined || status === 200 ? "no code" : `HTTP ${status}`),
    fault === undefined ? undefined : `fault ${shortened(fault)}${request.executed ? ", executed" : ", not executed"}`,
    duration === undefined ? undefined : `${Math.round(duration)} ms`,
  ]
    .filter((part) => part !== undefined)
    .join("  ");
}

/** In the time zone of this machine. */
function timeOfDay(at: Date): string {
  return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}
