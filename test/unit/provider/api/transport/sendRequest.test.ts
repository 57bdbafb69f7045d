import { pipeline, Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { OzekiError, TransportSettings } from "../../../../../provider/api";
import {
  BadReply,
  ConnectionLost,
  GatewayFailure,
  RequestTimedOut,
  Transport,
  Unreachable,
} from "../../../../../provider/api";
import { readReply } from "../../../../../provider/api/reply";
import type { RequestSubject } from "../../../../../provider/api/requestSubject";
import type { HttpRequest } from "../../../../../provider/api/transport/sendRequest";
import { sendRequest } from "../../../../../provider/api/transport/sendRequest";
import { Simulator } from "../../../../../simulator";
import { clientSettings } from "../../../../support/clientSettings";
import { HttpServer } from "../../../../support/httpServer";
import { stopAfterTest } from "../../../../support/onTestFinished";
import { RawServer } from "../../../../support/rawServer";
import { okReply } from "../../../../support/replies";
import { rejectionOf } from "../../../../support/thrownErrors";
import { until } from "../../../../support/until";
import { unusedOrigin } from "../../../../support/unusedOrigin";

const subject: RequestSubject = { command: "GetConfig", pbx: "http://pbx:7780", extensionId: "1000" };
const failed = `GetConfig of extension 1000 on ${subject.pbx} failed`;

function transportTo(server: { origin: string }, given: Partial<TransportSettings> = {}): Transport {
  return stopAfterTest(new Transport({ ...clientSettings(server.origin), ...given }));
}

function request(given: Partial<HttpRequest> = {}): HttpRequest {
  return {
    subject,
    maxBytes: 2 * 1024 * 1024,
    form: new URLSearchParams({ command: "GetConfig", ExtensionId: "1000" }),
    timeout: () => 20_000,
    connectTimeout: 10_000,
    signal: undefined,
    ...given,
  };
}

async function failureOf(server: { origin: string }, given: Partial<HttpRequest> = {}): Promise<OzekiError> {
  return (await rejectionOf(transportTo(server).post(request(given)))) as OzekiError;
}

const http = (...lines: string[]) => lines.join("\r\n");
const head = (...headers: string[]) => http("HTTP/1.1 200 OK", "Content-Type: application/xml", ...headers, "", "");

describe("an answer", () => {
  it("is handed over whole, whatever its status and its bytes", async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const server = stopAfterTest(
      await HttpServer.start((_, response) => response.writeHead(404, { "content-type": "text/html" }).end(bytes)),
    );
    expect(await transportTo(server).post(request())).toEqual({ status: 404, body: bytes });
  });

  it("may have no body and no type", async () => {
    const server = stopAfterTest(await HttpServer.start((_, response) => response.writeHead(204).end()));
    expect(await transportTo(server).post(request())).toEqual({
      status: 204,
      body: Buffer.alloc(0),
    });
  });

  it.each([
    ["byte by byte", [...okReply]],
    ["in two halves of a character", [Buffer.from("é").subarray(0, 1), Buffer.from("é").subarray(1)]],
  ])("is put together where it comes %s", async (_, pieces) => {
    const server = await HttpServer.start(async (_request, response) => {
      for (const piece of pieces) {
        await new Promise((resolve) => response.write(piece, resolve));
      }
      response.end();
    });
    stopAfterTest(server);
    const { body } = await transportTo(server).post(request());
    expect(body).toEqual(Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))));
  });

  it("is never asked for at another address: a redirect is the answer", async () => {
    const elsewhere = stopAfterTest(await HttpServer.start(okReply));
    const server = stopAfterTest(
      await HttpServer.start((_, response) => response.writeHead(307, { location: elsewhere.origin }).end()),
    );
    expect((await transportTo(server).post(request())).status).toBe(307);
    expect(elsewhere.connections).toBe(0);
  });
});

describe("an answer that was cut off", () => {
  it.each([
    ["in its headers", "HTTP/1.1 200 OK\r\nContent-Ty", "end"],
    ["behind its headers", head("Content-Length: 100"), "end"],
    ["within the length that it announced", `${head("Content-Length: 100")}<Response>`, "end"],
    ["within its chunks", `${head("Transfer-Encoding: chunked")}a\r\n<Response>\r\n`, "end"],
    ["within a chunk", `${head("Transfer-Encoding: chunked")}ff\r\n<Response>`, "end"],
    ["within the length, of its connection's last", `${head("Connection: close", "Content-Length: 9")}<Resp`, "end"],
    [
      "within the chunks, of its connection's last",
      `${head("Connection: close", "Transfer-Encoding: chunked")}a\r\n<Re`,
      "end",
    ],
    ["before it began", "", "end"],
    ["by a reset before it began", "", "reset"],
    ["by a reset within the length that it announced", `${head("Content-Length: 100")}<Response>`, "reset"],
    ["by a reset within its chunks", `${head("Transfer-Encoding: chunked")}a\r\n<Response>\r\n`, "reset"],
  ] as const)("is a lost connection: %s", async (_, bytes, end) => {
    const failure = await failureOf(stopAfterTest(await RawServer.answering(bytes, end)));
    expect(failure).toBeInstanceOf(ConnectionLost);
    expect(failure).toMatchObject({ title: "Connection lost", sent: "maybe", subject });
    const { code } = failure as ConnectionLost;
    expect(code).toMatch(/^(UND_ERR_SOCKET|ECONNRESET|HPE_INVALID_EOF_STATE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/);
    expect(failure.message).toBe(`${failed}: the connection ended before the answer was complete (${code}).`);
  });

  it("is seen by its XML where HTTP does not tell", async () => {
    const server = stopAfterTest(await RawServer.answering(`${head("Connection: close")}${okReply.slice(0, -3)}`));
    const reply = await transportTo(server).post(request());
    expect(() => readReply(subject, reply)).toThrow("it is not well-formed, or was cut off");
  });

  it("does not spoil the connections for the requests behind it", async () => {
    const simulator = stopAfterTest(await Simulator.start({ faults: ["cut#1", "drop-before#2", "cut-headers#3"] }));
    const transport = transportTo(simulator, { maxConcurrency: 1 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => transport.post(request())));
    expect(outcomes.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
  });
});

describe("an answer that is not HTTP", () => {
  it.each<[string, string | Buffer, string?]>([
    ["a greeting of SSH", "SSH-2.0-OpenSSH_9.6\r\n"],
    ["a greeting of SMTP", "220 mail ESMTP\r\n"],
    ["XML alone", okReply],
    ["bytes", Buffer.from([0x00, 0x01, 0x02, 0x03])],
    ["a length that is not a number", head("Content-Length: many")],
    ["a chunk whose length is not a number", `${head("Transfer-Encoding: chunked")}zz\r\n`],
    ["headers without an end", head(`X-Filler: ${"x".repeat(200_000)}`), "its headers are too large"],
  ])("is reported as such: %s", async (_, bytes, why = "it is not HTTP") => {
    const failure = await failureOf(stopAfterTest(await RawServer.answering(bytes, "keep")));
    expect(failure).toBeInstanceOf(BadReply);
    expect(failure).toMatchObject({
      sent: "maybe",
      message: `${failed}: this is not a reply of the Ozeki HTTP API: ${why}.`,
    });
  });
});

describe("an answer that is too large", () => {
  it("is read up to the limit, and given up with the first byte beyond", async () => {
    const { maxBytes } = request();
    const sizes = [maxBytes, maxBytes + 1];
    const server = stopAfterTest(
      await HttpServer.start((_, response) => response.end(Buffer.alloc(sizes.shift() ?? 0, "x"))),
    );
    const transport = transportTo(server);
    expect((await transport.post(request())).body).toHaveLength(maxBytes);
    const failure = await rejectionOf(transport.post(request()));
    expect(failure).toBeInstanceOf(BadReply);
    expect(failure).toMatchObject({
      message: `${failed}: this is not a reply of the Ozeki HTTP API: it is larger than 2 MiB.`,
    });
  });

  it("is given up while it comes: of 200 MiB, most are never read", async () => {
    const piece = Buffer.alloc(1024 * 1024, "x");
    let read = 0;
    let isOver = false;
    const pieces = function* () {
      for (; read < 200; read++) {
        yield piece;
      }
    };
    const server = await HttpServer.start((_, response) => {
      pipeline(Readable.from(pieces()), response, () => {
        isOver = true;
      });
    });
    stopAfterTest(server);
    expect(await failureOf(server)).toBeInstanceOf(BadReply);
    await until(() => isOver, "the end of the answer");
    // The limit, and what the system holds on the way.
    expect(read).toBeGreaterThanOrEqual(2);
    expect(read).toBeLessThan(64);
  });
});

describe("a PBX that is not reached", () => {
  it("got nothing: nothing listens there", async () => {
    const failure = await failureOf({ origin: await unusedOrigin() });
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({
      title: "PBX not reached",
      sent: "no",
      code: "ECONNREFUSED",
      message: `${failed}: cannot connect to the PBX (ECONNREFUSED: nothing listens at this address and port).`,
    });
  });

  it("got nothing: its name is not known", async () => {
    // RFC 6761 keeps this domain from ever having names. How resolving a name ends without a network depends on the machine.
    const failure = await failureOf({ origin: "http://pbx.invalid:7780" });
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure.sent).toBe("no");
    expect((failure as Unreachable).code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it("got nothing: it never finished its part of the connection", async () => {
    // A TLS handshake without an answer.
    const silent = stopAfterTest(await RawServer.start(() => undefined));
    const origin = silent.origin.replace("http:", "https:");
    const transport = transportTo({ origin });
    const failure = await rejectionOf(transport.post(request({ connectTimeout: 200 })));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({
      sent: "no",
      message: `${failed}: cannot connect to the PBX (UND_ERR_CONNECT_TIMEOUT: the host does not answer).`,
    });
  });

  it("is given up by each request in its own time, though they share connections", async () => {
    const silent = stopAfterTest(await RawServer.start(() => undefined));
    const transport = transportTo({ origin: silent.origin.replace("http:", "https:") });
    const ended: string[] = [];
    const sent = [600, 100].map(async (connectTimeout) => {
      await rejectionOf(transport.post(request({ connectTimeout })));
      ended.push(`after ${connectTimeout}`);
    });
    await Promise.all(sent);
    expect(ended).toEqual(["after 100", "after 600"]);
  });
});

describe("the time that an answer may take", () => {
  const silent = () => RawServer.start(() => undefined);

  it("is measured by one timer: those of the library, which start again with every part of an answer, are off", async () => {
    const dispatch = jest.fn(() => true);
    const given = new AbortController();
    const sent = sendRequest({ dispatch } as unknown as Dispatcher, request({ signal: given.signal }));
    given.abort();
    await rejectionOf(sent);
    expect(dispatch).toHaveBeenCalledWith(
      expect.objectContaining({ method: "POST", path: "/", headersTimeout: 0, bodyTimeout: 0 }),
      expect.anything(),
    );
  });

  it("ends a request without an answer", async () => {
    const failure = await failureOf(stopAfterTest(await silent()), { timeout: () => 150 });
    expect(failure).toBeInstanceOf(RequestTimedOut);
    expect(failure).toMatchObject({
      title: "No answer",
      sent: "maybe",
      seconds: 0.15,
      message: `${failed}: no complete answer within 0.1 s.`,
    });
  });

  it.each([
    ["headers", ""],
    ["body", `${head("Content-Length: 100000")}`],
    ["chunks", `${head("Transfer-Encoding: chunked")}`],
  ])("covers the whole answer: one whose %s never cease to drip is given up", async (_, start) => {
    const server = await RawServer.start((socket) => {
      socket.once("data", () => {
        socket.write(start === "" ? "HTTP/1.1 200 OK\r\n" : start);
        const piece = start === "" ? "X-Drip: 1\r\n" : start.includes("chunked") ? "1\r\nx\r\n" : "x";
        const timer = setInterval(() => socket.write(piece), 10);
        socket.on("close", () => clearInterval(timer));
      });
    });
    stopAfterTest(server);
    expect(await failureOf(server, { timeout: () => 300 })).toBeInstanceOf(RequestTimedOut);
  });

  it("does not end an answer that came in time, and leaves no timer behind", async () => {
    const server = stopAfterTest(await HttpServer.start(okReply));
    const set = jest.spyOn(globalThis, "setTimeout");
    const cleared = jest.spyOn(globalThis, "clearTimeout");
    await transportTo(server).post(request({ timeout: () => 12_345 }));
    const timer = set.mock.results[set.mock.calls.findIndex(([, milliseconds]) => milliseconds === 12_345)]?.value;
    expect(timer).toBeDefined();
    expect(cleared).toHaveBeenCalledWith(timer);
    set.mockRestore();
    cleared.mockRestore();
  });

  it("begins when the request leaves the queue, not when it enters it", async () => {
    const order: string[] = [];
    const server = stopAfterTest(
      await HttpServer.start((seen, response) => {
        order.push(`${new URLSearchParams(seen.body).get("n")} is answered`);
        setTimeout(() => response.end(okReply), 30);
      }),
    );
    const transport = transportTo(server, { maxConcurrency: 1 });
    const numbered = (n: string) =>
      request({
        form: new URLSearchParams({ n }),
        timeout: () => {
          order.push(`${n} starts`);
          return 20_000;
        },
      });
    await Promise.all(["1", "2", "3"].map((n) => transport.post(numbered(n))));
    expect(order).toEqual(["1 starts", "1 is answered", "2 starts", "2 is answered", "3 starts", "3 is answered"]);
  });

  it("gives up the connection with the answer: a late one is not taken for the next request's", async () => {
    const held: (() => void)[] = [];
    const server = stopAfterTest(
      await HttpServer.start((seen, response) => {
        const answer = () => void response.end(`answer to ${seen.body}`);
        held.length === 0 ? held.push(answer) : answer();
      }),
    );
    const transport = transportTo(server, { maxConcurrency: 1 });
    const late = await rejectionOf(transport.post(request({ form: new URLSearchParams("n=1"), timeout: () => 100 })));
    expect(late).toBeInstanceOf(RequestTimedOut);
    const next = transport.post(request({ form: new URLSearchParams("n=2") }));
    held[0]?.();
    expect(String((await next).body)).toBe("answer to n=2");
  });
});

describe("a signal", () => {
  const reason = new Error("the user went home");

  it("gives up a request before it is sent", async () => {
    const server = stopAfterTest(await HttpServer.start(okReply));
    const timeout = jest.fn(() => 20_000);
    const failure = await failureOf(server, { signal: AbortSignal.abort(reason), timeout });
    expect(failure).toBe(reason);
    expect(server.connections).toBe(0);
    expect(timeout).not.toHaveBeenCalled();
  });

  it("gives up a request in the queue: it is never sent, and those behind it are", async () => {
    const held: (() => void)[] = [];
    const server = stopAfterTest(
      await HttpServer.start((_, response) => void held.push(() => void response.end(okReply))),
    );
    const transport = transportTo(server, { maxConcurrency: 1 });
    const controller = new AbortController();
    const numbered = (n: number, signal?: AbortSignal) =>
      transport.post(request({ form: new URLSearchParams({ n: String(n) }), signal }));
    const [first, second, third] = [numbered(1), numbered(2, controller.signal), numbered(3)];
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    await answerAll(held, 1);
    await first;
    await answerAll(held, 1);
    await third;
    expect(server.requests.map(({ body }) => body)).toEqual(["n=1", "n=3"]);
  });

  it("that only stops lets a request on the wire come to its end, and gives up those in the queue and after it", async () => {
    const held: (() => void)[] = [];
    const server = stopAfterTest(
      await HttpServer.start((_, response) => void held.push(() => void response.end(okReply))),
    );
    const transport = transportTo(server, { maxConcurrency: 1 });
    const controller = new AbortController();
    const { signal: stopping } = controller;
    const numbered = (n: number) => transport.post(request({ form: new URLSearchParams({ n: String(n) }), stopping }));
    const [first, second] = [numbered(1), numbered(2)];
    await until(() => held.length === 1, "the first request");
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    await answerAll(held, 1);
    expect((await first).status).toBe(200);
    await expect(numbered(3)).rejects.toBe(reason);
    expect(server.requests.map(({ body }) => body)).toEqual(["n=1"]);
  });

  it("gives up a request on the wire, connection and all", async () => {
    let isClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const controller = new AbortController();
    const server = stopAfterTest(
      await HttpServer.start((_request, _response, socket) => {
        socket.on("close", isClosed);
        controller.abort(reason);
      }),
    );
    expect(await failureOf(server, { signal: controller.signal })).toBe(reason);
    await closed;
  });

  it("gives up an answer on its way", async () => {
    const controller = new AbortController();
    const server = stopAfterTest(
      await HttpServer.start((_, response) => {
        response.write("<Response>");
        setTimeout(() => controller.abort(reason), 20);
      }),
    );
    expect(await failureOf(server, { signal: controller.signal })).toBe(reason);
  });

  it("is let go of once the answer is there", async () => {
    const server = stopAfterTest(await HttpServer.start(okReply));
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, "addEventListener");
    const removed = jest.spyOn(signal, "removeEventListener");
    await transportTo(server).post(request({ signal }));
    expect(added).toHaveBeenCalledTimes(1);
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
  });
});

describe("closing", () => {
  it("waits for the answers that are on their way", async () => {
    const simulator = stopAfterTest(await Simulator.start({ latency: 30 }));
    const transport = new Transport(clientSettings(simulator.origin));
    const sent = transport.post(request());
    await transport.close();
    expect((await sent).status).toBe(200);
    await until(() => simulator.openSockets === 0, "the end of the connections");
  });
});

describe("a proxy in the PBX's place", () => {
  it("fails with a status of its own", async () => {
    const simulator = stopAfterTest(await Simulator.start({ faults: ["status-503"] }));
    const reply = await transportTo(simulator).post(request());
    expect(() => readReply(subject, reply)).toThrow(GatewayFailure);
  });
});

async function answerAll(held: (() => void)[], wanted: number): Promise<void> {
  await until(() => held.length >= wanted, "a request");
  for (const answer of held.splice(0)) {
    answer();
  }
}
