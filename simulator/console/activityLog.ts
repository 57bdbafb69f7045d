import type { RecordedRequest } from "../recordedRequest";
import { shortened } from "../visibleText";
import type { LogEntry } from "./consoleProtocol";
import { requestOutcome } from "./requestOutcome";

const MAX_ENTRIES = 200;

/** The newest requests and actions in the console, as lines of the live log. */
export class ActivityLog {
  /** By number. A map keeps the order. */
  readonly #entries = new Map<number, LogEntry | RecordedRequest>();
  readonly #numbers = new WeakMap<RecordedRequest, number>();
  #count = 0;

  /** Adds a request, or notes that a known one has changed. @returns the number of its line */
  noteRequest(request: RecordedRequest): number {
    const known = this.#numbers.get(request);
    if (known !== undefined) {
      return known;
    }
    const number = this.#add(request);
    this.#numbers.set(request, number);
    return number;
  }

  /** Adds an action in the console. @returns the number of its line */
  noteAction(title: string, extensionId: string): number {
    const entry = { at: Date.now(), outcome: "console", title, extensionId: shortened(extensionId) } as const;
    return this.#add({ ...entry, number: this.#count + 1, code: "", why: "", durationMs: undefined });
  }

  /** The line of a number as it is now; undefined where it is too old. */
  get(number: number): LogEntry | undefined {
    const entry = this.#entries.get(number);
    return entry === undefined || "outcome" in entry ? entry : requestLine(entry, number);
  }

  /** All lines, the oldest first. */
  list(): LogEntry[] {
    return [...this.#entries.keys()].flatMap((number) => this.get(number) ?? []);
  }

  #add(entry: LogEntry | RecordedRequest): number {
    this.#count += 1;
    this.#entries.set(this.#count, entry);
    this.#entries.delete(this.#count - MAX_ENTRIES);
    return this.#count;
  }
}

function requestLine(request: RecordedRequest, number: number): LogEntry {
  const { at, extensionId = "", duration } = request;
  return { number, at, extensionId: shortened(extensionId), durationMs: duration, ...requestOutcome(request) };
}
