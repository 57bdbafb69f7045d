import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../api/answer";
import { writeAnswer } from "../api/answer";
import type { RequestRecord } from "../requestRecord";
import { inertHeaders } from "./browsers";
import type { HtmlPage } from "./htmlPages";

/** The head of the PBX's own answers. */
export const answerHeaders = { "Content-Type": "application/xml", Server: "Microsoft-HTTPAPI/2.0" } as const;

/** A request and its response. */
export class Exchange {
  /** Undefined until it has been read. */
  record: RequestRecord | undefined;
  #isFinished = false;
  readonly #onFinished: (record: RequestRecord | undefined) => void;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    onFinished: (record: RequestRecord | undefined) => void,
  ) {
    this.#onFinished = onFinished;
    for (const [name, value] of Object.entries(inertHeaders)) {
      response.setHeader(name, value);
    }
    response.once("close", () => this.finish());
  }

  /** Ends the exchange: an answer is about to be sent, or there will be none. Everything must be recorded before. */
  finish(): void {
    if (!this.#isFinished) {
      this.#isFinished = true;
      if (this.record !== undefined) {
        this.record.duration = Date.now() - this.record.at;
      }
      this.#onFinished(this.record);
    }
  }

  /** Sends the PBX's answer. */
  answer(answer: Answer): void {
    this.recordCode(answer.code);
    this.send(200, answerHeaders, writeAnswer(answer));
  }

  sendPage({ status, headers, body }: HtmlPage): void {
    this.send(status, headers, body);
  }

  /** Sends a response as a whole. */
  send(status: number, headers: Readonly<Record<string, string>>, body: string | Buffer): void {
    this.begin(status);
    this.finish();
    this.response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
  }

  /** Records the code of an answer that the client can read. */
  recordCode(code: number | undefined): void {
    if (this.record !== undefined) {
      this.record.code = code;
    }
  }

  /** Records the HTTP status of an answer that begins. */
  begin(status: number): void {
    if (this.record !== undefined) {
      this.record.status = status;
    }
  }

  /** Resets the connection. */
  reset(): void {
    this.finish();
    this.request.socket.resetAndDestroy();
  }
}
