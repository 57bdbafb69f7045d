import { inspect } from "node:util";
import type { RecordedRequest } from "./recordedRequest";

/** What is known of a request when it has arrived. */
export type RequestHead = Pick<
  RecordedRequest,
  "number" | "at" | "httpMethod" | "url" | "command" | "extensionId" | "parameters"
>;

/** A request while it is under way. */
export class RequestRecord implements RecordedRequest {
  readonly number: number;
  readonly at: number;
  readonly httpMethod: string;
  readonly command: string | undefined;
  readonly extensionId: string | undefined;
  code: number | undefined = undefined;
  status: number | undefined = undefined;
  executed = false;
  fault: string | undefined = undefined;
  why: string | undefined = undefined;
  duration: number | undefined = undefined;
  readonly #url: string;
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(head: RequestHead) {
    this.number = head.number;
    this.at = head.at;
    this.httpMethod = head.httpMethod;
    this.command = head.command;
    this.extensionId = head.extensionId;
    this.#url = head.url;
    this.#parameters = head.parameters;
  }

  get url(): string {
    return this.#url;
  }

  get parameters(): Readonly<Record<string, string>> {
    return this.#parameters;
  }

  /** What may be printed: listed one by one, so that nothing else is. */
  toJSON(): Record<string, unknown> {
    const { number, at, httpMethod, command, extensionId, code, status, executed, fault, duration } = this;
    return { number, at, httpMethod, command, extensionId, code, status, executed, fault, duration };
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}

/** The requests so far. */
export class RequestRecords {
  readonly #limit: number;
  #records: RequestRecord[] = [];
  #count = 0;

  /** @param limit - how many of the newest are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(head: Omit<RequestHead, "number" | "at">): RequestRecord {
    this.#count += 1;
    const record = new RequestRecord({ ...head, number: this.#count, at: Date.now() });
    this.#records.push(record);
    // Not at every request: removing the first one moves all the others.
    if (this.#records.length >= this.#limit * 2) {
      this.#records = this.#records.slice(-this.#limit);
    }
    return record;
  }

  list(): RecordedRequest[] {
    return this.#records.length > this.#limit ? this.#records.slice(-this.#limit) : [...this.#records];
  }

  forget(): void {
    this.#records = [];
    this.#count = 0;
  }
}
