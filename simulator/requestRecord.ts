import { inspect } from "node:util";
import type { RecordedRequest } from "./recordedRequest";

/** What is known of a request when it has been read. */
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

  /** What may be printed: a list of what is allowed, not of what is forbidden. */
  toJSON(): Record<string, unknown> {
    const { number, at, httpMethod, command, extensionId, code, status, executed, fault, duration } = this;
    return { number, at, httpMethod, command, extensionId, code, status, executed, fault, duration };
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}
