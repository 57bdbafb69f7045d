import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Answer } from "../api/answer";
import { writeAnswer } from "../api/answer";
import type { ApiRequest } from "../api/apiRequest";
import type { Exchange } from "../http/exchange";
import { answerHeaders } from "../http/exchange";
import { proxyPage, signInPage } from "../http/htmlPages";
import type { Fault } from "./fault";
import type { SingleFaultKind } from "./faultKinds";
import { codeAnswer, codeOfKind, factsOf, statusOfKind } from "./faultKinds";
import {
  attributesBody,
  bombBody,
  deepBody,
  hugeBody,
  newerApiBody,
  withDoctype,
  withExternalEntity,
  withInMessage,
  withOddCode,
  withOddNames,
  withOtherId,
  withoutId,
  withTwoCodes,
} from "./hostileBodies";

/** What a fault uses of the PBX. */
export interface FaultContext {
  /** Executes the command. @returns undefined where the PBX drops the connection anyway */
  execute(): Answer | undefined;
  /** Waits. @throws where the PBX is stopped meanwhile */
  pause(milliseconds: number): Promise<void>;
}

/** Applies a fault to a request. Resolves when nothing more happens to it. */
export async function applyFault(
  fault: Fault,
  request: ApiRequest,
  exchange: Exchange,
  context: FaultContext,
): Promise<void> {
  const { executes, amount } = factsOf(fault.kind);
  const answer = executes ? context.execute() : undefined;
  if (executes && answer === undefined) {
    exchange.reset();
    return;
  }
  const code = codeOfKind(fault.kind);
  const status = statusOfKind(fault.kind);
  if (code !== undefined) {
    exchange.answer(codeAnswer(code, request));
  } else if (status !== undefined) {
    exchange.sendPage(proxyPage(status));
  } else {
    await single[fault.kind as SingleFaultKind]({
      exchange,
      code: answer?.code,
      body: answer === undefined ? "" : writeAnswer(answer),
      amount: fault.amount ?? amount?.default,
      context: context,
    });
  }
}

/** What a kind of fault works on. */
interface Scene {
  readonly exchange: Exchange;
  /** Code and text of the PBX's own answer. Undefined and empty where it did not receive the command. */
  readonly code: number | undefined;
  readonly body: string;
  readonly amount: number | undefined;
  readonly context: FaultContext;
}

const reset = ({ exchange }: Scene) => exchange.reset();
const sendNothing = () => {};
const sendSignIn = ({ exchange }: Scene) => exchange.sendPage(signInPage);
const sendEmpty = ({ exchange }: Scene) => exchange.send(200, answerHeaders, "");

const single: Readonly<Record<SingleFaultKind, (scene: Scene) => void | Promise<void>>> = {
  refuse: reset,
  "drop-before": reset,
  "drop-after": reset,
  hang: sendNothing,
  "hang-after": sendNothing,
  late: async ({ exchange, amount, context }) => {
    exchange.reset();
    await context.pause(amount ?? 1);
    context.execute();
  },
  cut: ({ exchange, body, amount }) => {
    const bytes = Buffer.from(body);
    exchange.begin(200);
    exchange.response.writeHead(200, { ...answerHeaders, "Content-Length": bytes.length });
    exchange.response.write(bytes.subarray(0, Math.min(amount ?? bytes.length / 2, bytes.length - 1)), () => {
      exchange.request.socket.destroy();
    });
  },
  "cut-headers": ({ exchange }) => {
    const { socket } = exchange.request;
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Le", () => socket.destroy());
  },
  truncate: ({ exchange, body }) => exchange.send(200, answerHeaders, body.slice(0, body.lastIndexOf("</Message>"))),
  slow: drip,
  html: sendSignIn,
  "html-after": sendSignIn,
  empty: sendEmpty,
  "empty-after": sendEmpty,
  "wrong-type": ({ exchange, code, body }) => {
    exchange.recordCode(code);
    exchange.send(200, { ...answerHeaders, "Content-Type": "text/plain" }, body);
  },
  "wrong-charset": ({ exchange, body }) => exchange.send(200, answerHeaders, Buffer.from(`\uFEFF${body}`, "utf16le")),
  latin1: ({ exchange, code, body }) => {
    exchange.recordCode(code);
    exchange.send(200, answerHeaders, Buffer.from(body, "latin1"));
  },
  redirect: ({ exchange }) => exchange.send(302, { Location: "/redirected", Server: "nginx" }, ""),
  "newer-api": ({ exchange }) => exchange.send(200, { "Content-Type": "application/xml" }, newerApiBody()),
  doctype: ({ exchange, body }) => exchange.send(200, answerHeaders, withDoctype(body)),
  bomb: ({ exchange }) => exchange.send(200, answerHeaders, bombBody()),
  "external-entity": ({ exchange, body }) => exchange.send(200, answerHeaders, withExternalEntity(body)),
  "two-codes": ({ exchange, body }) => exchange.send(200, answerHeaders, withTwoCodes(body)),
  "odd-code": ({ exchange, body }) => exchange.send(200, answerHeaders, withOddCode(body)),
  "other-id": (scene) => sendAltered(scene, withOtherId(scene.body)),
  "no-id": (scene) => sendAltered(scene, withoutId(scene.body)),
  "odd-names": (scene) => sendAltered(scene, withOddNames(scene.body)),
  // In Latin-1 U+00FF is a byte that UTF-8 never contains.
  "bad-utf8": ({ exchange, body }) =>
    exchange.send(200, answerHeaders, Buffer.from(withInMessage(body, "\u00FF"), "latin1")),
  nul: ({ exchange, body }) => exchange.send(200, answerHeaders, withInMessage(body, "\0")),
  "long-message": (scene) => sendAltered(scene, withInMessage(scene.body, "x".repeat(1024 * (scene.amount ?? 1)))),
  attributes: ({ exchange, amount }) => stream(exchange, attributesBody(amount ?? 1)),
  huge: ({ exchange, amount }) => stream(exchange, hugeBody(amount ?? 1)),
  deep: ({ exchange, amount }) => exchange.send(200, answerHeaders, deepBody(amount ?? 1)),
};

/** Sends an answer whose code the client can read. */
function sendAltered({ exchange, code }: Scene, body: string): void {
  exchange.recordCode(code);
  exchange.send(200, answerHeaders, body);
}

async function stream(exchange: Exchange, body: Iterable<string>): Promise<void> {
  exchange.begin(200);
  exchange.response.writeHead(200, answerHeaders);
  try {
    await pipeline(Readable.from(body), exchange.response);
  } catch {
    // The client has closed the connection, which is the purpose of this fault.
  }
}

async function drip({ exchange, code, body, amount, context }: Scene): Promise<void> {
  const { response } = exchange;
  const bytes = Buffer.from(body);
  exchange.begin(200);
  exchange.recordCode(code);
  response.writeHead(200, { ...answerHeaders, "Content-Length": bytes.length });
  for (let sent = 0; sent < bytes.length && !response.destroyed; sent += 1) {
    response.write(bytes.subarray(sent, sent + 1));
    await context.pause(amount ?? 1);
  }
  response.end();
}
