import type { Dispatcher } from "undici";
import { Agent, request } from "undici";
import type { Command } from "../../../provider/api";
import { CommandRefused, OzekiError } from "../../../provider/api";
import { commandTable } from "../../../provider/api/commands";
import { readReply } from "../../../provider/api/reply";
import { GrowingBuffer } from "../../../provider/api/transport/growingBuffer";
import type { HttpReply } from "../../../provider/api/transport/sendRequest";
import { tlsOptions } from "../../../provider/api/transport/tlsOptions";
import type { ConnectionSettings } from "../../../provider/config/configurationKeys";

/** An answer with what the client does not look at: headers, and how long it took. */
export interface RawAnswer extends HttpReply {
  server: string | undefined;
  date: string | undefined;
  /** Milliseconds until all of it was there. */
  took: number;
}

const LARGEST = commandTable.ListExtensions.reply.bytes;

/** Asks a PBX in ways in which the client does not. Only commands that change nothing. */
export class RawRequests {
  readonly #dispatcher: Dispatcher;
  readonly #settings: ConnectionSettings;
  readonly #signal: AbortSignal;

  constructor(settings: ConnectionSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#signal = signal;
    this.#dispatcher = new Agent({ connect: tlsOptions(settings.caFile) });
  }

  /** @param how.login - whether to send the login, if there is one */
  post(parameters: Record<string, string>, how: { login: boolean }): Promise<RawAnswer> {
    const form = new URLSearchParams(parameters);
    const { username, password } = this.#settings;
    if (how.login && username !== undefined && password !== undefined) {
      form.set("Username", username);
      form.set("Password", password);
    }
    return this.#send("POST", "/", form.toString());
  }

  /** Without a login: it would be in the address, and in every log on the way. */
  get(parameters: Record<string, string>): Promise<RawAnswer> {
    return this.#send("GET", `/?${new URLSearchParams(parameters)}`);
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }

  async #send(method: "GET" | "POST", path: string, body?: string): Promise<RawAnswer> {
    const begin = performance.now();
    const timeout = AbortSignal.timeout(this.#settings.requestTimeout * 1000);
    const answer = await request(this.#settings.url + path, {
      method,
      dispatcher: this.#dispatcher,
      signal: AbortSignal.any([this.#signal, timeout]),
      ...(body !== undefined && { body, headers: { "Content-Type": "application/x-www-form-urlencoded" } }),
    });
    const content = new GrowingBuffer();
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      if (content.length + chunk.length > LARGEST) {
        answer.body.destroy();
        break;
      }
      content.append(chunk);
    }
    const header = (name: string) => {
      const value = answer.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    return {
      encoding: header("content-encoding"),
      status: answer.statusCode,
      server: header("server"),
      date: header("date"),
      body: content.content(),
      took: performance.now() - begin,
    };
  }
}

/** What an answer means: its Code, or why it is not an answer of this API. */
export type Outcome = { code: number } | { why: string };

/** Reads the Code of an answer as the client would. */
export function codeOf(answer: RawAnswer, pbx: string, command: Command = "ListExtensions"): Outcome {
  try {
    readReply({ command, pbx }, answer);
    return { code: 200 };
  } catch (error) {
    if (error instanceof CommandRefused) {
      return { code: error.code };
    }
    if (error instanceof OzekiError) {
      return { why: error.message };
    }
    throw error;
  }
}

/** The Code of an answer; null where it is not an answer of this API. */
export function codeOrNull(outcome: Outcome): number | null {
  return "code" in outcome ? outcome.code : null;
}

/** The Code of an answer, in words. */
export function shown(outcome: Outcome): string {
  return "code" in outcome ? `code ${outcome.code}` : "no answer of this API";
}
