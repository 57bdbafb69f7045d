import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "../api/answer";
import { writeAnswer } from "../api/answer";
import type { RequestRecord } from "../requestRecord";
import type { HtmlPage } from "./htmlPages";

/** The head of the PBX's own answers. */
export const answerHeaders = { "Content-Type": "application/xml", Server: "Microsoft-HTTPAPI/2.0" } as const;

/** A request and its way out. */
export class Exchange {
  /** Undefined until it has been read. */
  record: RequestRecord | undefined;
  #isSettled = false;
  readonly #onSettled: (record: RequestRecord | undefined) => void;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    onSettled: (record: RequestRecord | undefined) => void,
  ) {
    this.#onSettled = onSettled;
    response.once("close", () => this.finish());
  }

  /** It is over: an answer is about to leave, or there will be none. What has to be known by then must be recorded. */
  finish(): void {
    if (!this.#isSettled) {
      this.#isSettled = true;
      if (this.record !== undefined) {
        this.record.duration = Date.now() - this.record.at;
      }
      this.#onSettled(this.record);
    }
  }

  /** Sends the PBX's answer. */
  answer(answer: Answer): void {
    this.recordCode(answer.code);
    this.send(200, answerHeaders, writeAnswer(answer));
  }

  /** Sends a page. */
  sendPage({ status, headers, body }: HtmlPage): void {
    this.send(status, headers, body);
  }

  /** Sends anything, in one piece. */
  send(status: number, headers: Readonly<Record<string, string>>, body: string | Buffer): void {
    this.begin(status);
    this.finish();
    this.response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
  }

  /** Records the code of an answer that the other side can read. */
  recordCode(code: number | undefined): void {
    if (this.record !== undefined) {
      this.record.code = code;
    }
  }

  /** Records that an answer with this HTTP status begins. */
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
