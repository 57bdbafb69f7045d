import { inspect } from "node:util";
import type { RequestSubject } from "../../../../provider/api";
import {
  BadReply,
  CommandRefused,
  ConfigXml,
  ConnectionLost,
  GatewayFailure,
  OzekiClient,
  OzekiError,
  RequestTimedOut,
  Unreachable,
  UntrustedCertificate,
} from "../../../../provider/api";
import { Simulator } from "../../../../simulator";
import { clientSettings } from "../../../support/clientSettings";
import { HttpServer } from "../../../support/httpServer";
import { stopAfterTest } from "../../../support/onTestFinished";
import { ozekiErrors } from "../../../support/ozekiErrors";
import { RawServer } from "../../../support/rawServer";
import { ordinaryReply } from "../../../support/replies";
import { rejectionOf } from "../../../support/thrownErrors";
import { unusedOrigin } from "../../../support/unusedOrigin";

const pbx = "http://10.0.0.5:7780";
const add: RequestSubject = { command: "AddConfig", pbx, extensionId: "0100" };
const list: RequestSubject = { command: "ListExtensions", pbx };
const failed = `AddConfig of extension 0100 on ${pbx} failed`;

describe("an error of the API", () => {
  it.each([
    [
      "Unreachable",
      "PBX not reached",
      "cannot connect to the PBX (ECONNREFUSED: nothing listens at this address and port)",
      "no",
    ],
    ["ConnectionLost", "Connection lost", "the connection ended before the answer was complete (ECONNRESET)", "maybe"],
    ["RequestTimedOut", "No answer", "no complete answer within 30 s", "maybe"],
    ["GatewayFailure", "Proxy without the PBX", "a proxy answered HTTP 503: it got no answer from the PBX", "maybe"],
    ["BadReply", "Not the PBX's answer", "this is not a reply of the Ozeki HTTP API: it is empty", "maybe"],
    [
      "UntrustedCertificate",
      "Certificate not trusted",
      "the certificate of this address is not trusted (CERT_HAS_EXPIRED)",
      "no",
    ],
    ["WriteRefused", "Read-only connection", "the connection is read-only, and nothing was sent", "no"],
    ["CommandRefused", "Refused by the PBX", "the PBX answered 702 (InvalidConfig)", "no"],
    ["LoginRefused", "Login refused", "the PBX rejected the login (code 305)", "no"],
    [
      "AccessForbidden",
      "Access forbidden",
      "the PBX does not accept requests from this machine's address (code 307)",
      "no",
    ],
    ["ConfigNotFound", "No such extension", "the PBX answered 701 (ConfigNotFound)", "no"],
    ["ConfigAlreadyExists", "The extension exists", "the PBX answered 703 (ConfigAlreadyExists)", "no"],
  ])("%s says what failed, on which extension and PBX, and why", (name, title, why, sent) => {
    const error = ozekiErrors(add)[name];
    expect(error).toBeInstanceOf(OzekiError);
    expect(error).toMatchObject({ name, title, sent, subject: add, attempts: 1, message: `${failed}: ${why}.` });
    expect(String(error)).toBe(`${name}: ${failed}: ${why}.`);
    expect(error?.cause).toBeUndefined();
  });

  it("names no extension where it is about none", () => {
    expect(new CommandRefused(list, 306).message).toBe(
      `ListExtensions on ${pbx} failed: the PBX does not allow this user to use the API (code 306).`,
    );
  });

  it("carries the PBX's message as far as it may be shown", () => {
    expect(new CommandRefused(add, 702, "Invalid configuration for type 'SIP'").message).toBe(
      `${failed}: the PBX answered 702 (InvalidConfig): Invalid configuration for type 'SIP'.`,
    );
    expect(new CommandRefused(add, 42).message).toBe(`${failed}: the PBX answered 42 (an undocumented code).`);
  });

  it.each([
    ["ENOTFOUND", "ENOTFOUND: the host name is not known"],
    ["EAI_AGAIN", "EAI_AGAIN: the host name could not be resolved"],
    ["EHOSTUNREACH", "EHOSTUNREACH: this host cannot be reached"],
    ["ENETUNREACH", "ENETUNREACH: this network cannot be reached"],
    ["ETIMEDOUT", "ETIMEDOUT: the host does not answer"],
    ["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT: the host does not answer"],
    ["ECONNRESET", "ECONNRESET: the connection was closed at once"],
    ["UND_ERR_SOCKET", "UND_ERR_SOCKET: the connection was closed at once"],
    ["EACCES", "EACCES"],
  ])("explains the system's code %s", (code, explanation) => {
    expect(new Unreachable(list, code).message).toBe(
      `ListExtensions on ${pbx} failed: cannot connect to the PBX (${explanation}).`,
    );
  });

  it.each([
    [30, "30 s"],
    [0.5, "0.5 s"],
    [2.4999, "2.5 s"],
    [0.001, "0 s"],
  ])("rounds how long was waited: %d", (seconds, shown) => {
    expect(new RequestTimedOut(list, seconds).message).toContain(`no complete answer within ${shown}.`);
  });

  it("contains the number of attempts, and keeps the last one", () => {
    const error = new ConnectionLost(add, "ECONNRESET");
    expect(error.afterAttempts(1).message).toBe(
      `${failed}: the connection ended before the answer was complete (ECONNRESET).`,
    );
    expect(error.afterAttempts(5)).toBe(error);
    expect(error).toMatchObject({ attempts: 5 });
    expect(error.message).toBe(
      `${failed} after 5 attempts: the connection ended before the answer was complete (ECONNRESET).`,
    );
  });

  it("keeps what it was made of, for a program that asks", () => {
    expect(new GatewayFailure(add, 504)).toMatchObject({ status: 504 });
    expect(new Unreachable(add, "ENOTFOUND")).toMatchObject({ code: "ENOTFOUND" });
    expect(new UntrustedCertificate(add, "X")).toMatchObject({ code: "X" });
    expect(new CommandRefused(add, 401)).toMatchObject({ code: 401, codeName: "ApiExtensionUnavailable" });
    expect(new BadReply(add, "it is empty", "no")).toMatchObject({ sent: "no" });
  });
});

const MARK = "MARKED";
const config = ConfigXml.create("SIPExtensionInfo", [
  ["AuthorizationName", "1000"],
  ["Password", `${MARK}-sip`],
  ["Username", "1000"],
  ["Enabled", "true"],
  ["ID", "1000"],
  ["UserID", "user"],
]);

/** A client whose every request carries marked secrets. */
function clientOf(origin: string): OzekiClient {
  const login = { username: `${MARK}-user`, password: `${MARK}-login` };
  return stopAfterTest(new OzekiClient(clientSettings(origin, { ...login, requestTimeout: 0.3 })));
}

/** Everything that a person, a log or a crash reporter could get to see of an error. */
function everythingOf(error: unknown): string {
  const shown = [
    inspect(error, { depth: null, showHidden: true, getters: true }),
    String(error),
    JSON.stringify(error),
  ];
  if (error instanceof Error) {
    shown.push(error.stack ?? "", error.message, inspect(error.cause, { depth: null, showHidden: true }));
    shown.push(JSON.stringify(error, Object.getOwnPropertyNames(error)));
  }
  return shown.join("\n");
}

async function expectNoSecret(origin: string): Promise<void> {
  const client = clientOf(origin);
  const failures = [
    await rejectionOf(client.addConfig("SIP", config, "1000")),
    await rejectionOf(client.modifyConfig("SIP", config, "1000")),
    await rejectionOf(client.run("AddConfig", ({ options }) => client.addConfig("SIP", config, "1000", options))),
  ];
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(OzekiError);
    expect(everythingOf(failure)).not.toContain(MARK);
  }
}

describe("an error behind a request with secrets holds none of them", () => {
  it("where nothing listens", async () => {
    await expectNoSecret(await unusedOrigin());
  });

  it.each([
    ...["refuse", "drop-before", "drop-after", "hang", "cut", "cut-headers", "truncate", "html", "empty", "redirect"],
    ...["doctype", "bomb", "deep", "newer-api", "wrong-charset", "status-404", "status-500", "status-503"],
    ...["code-300", "code-302", "code-304", "code-305", "code-306", "code-307", "code-702", "code-703", "code-999"],
  ])("with the fault %s", async (fault) => {
    const simulator = stopAfterTest(
      await Simulator.start({ faults: [`${fault}#every`], extensions: [{ ID: "1000" }] }),
    );
    await expectNoSecret(simulator.origin);
  });

  const echoes: readonly (readonly [how: string, reply: (body: string) => string])[] = [
    ["as HTTP's reason", (body) => `HTTP/1.1 500 ${body}\r\nContent-Length: 0\r\n\r\n`],
    ["as a header", (body) => `HTTP/1.1 404 X\r\nX-Echo: ${body}\r\nContent-Length: 0\r\n\r\n`],
    ["as the type of its answer", (body) => `HTTP/1.1 200 OK\r\nContent-Type: ${body}\r\nContent-Length: 0\r\n\r\n`],
    [
      "in the address of a redirect",
      (body) => `HTTP/1.1 302 Found\r\nLocation: /?${body}\r\nContent-Length: 0\r\n\r\n`,
    ],
    ["instead of HTTP", (body) => body],
    ["as a status", (body) => `HTTP/1.1 ${body}\r\n\r\n`],
    ["as a length", (body) => `HTTP/1.1 200 OK\r\nContent-Length: ${body}\r\n\r\n`],
    ["as a chunk", (body) => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}\r\n`],
    ["in an answer that is cut off", (body) => `HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n${body}`],
  ];
  it.each(echoes)("where what answers echoes the request %s", async (_, reply) => {
    const server = await RawServer.start((socket) => {
      socket.on("data", (request) =>
        socket.end(reply(String(request).split("\r\n\r\n")[1] || `Password=${MARK}-early`)),
      );
    });
    stopAfterTest(server);
    await expectNoSecret(server.origin);
  });

  it.each([
    ["as its whole answer", (text: string) => text],
    ["as a page", (text: string) => `<html>${text}</html>`],
    ["as the root of its XML", (text: string) => `<${text}/>`],
    ["as an entity", (text: string) => `<Response>&${text};</Response>`],
    ["as a prefix", (text: string) => `<Response><${text}:a/></Response>`],
    ["as a code", (text: string) => ordinaryReply(text, "")],
    ["as a message", (text: string) => ordinaryReply(305, text)],
    [
      "in a documented message",
      (text: string) => ordinaryReply(300, `Error occured during parsing message: '${text}'`),
    ],
    [
      "in a documented message twice",
      (text: string) => ordinaryReply(302, `Missing or invalid parameter '${text}' for command '${text}'`),
    ],
  ])("where the PBX echoes the passwords %s", async (_, reply) => {
    const secrets = `${MARK}-login.${MARK}-sip`;
    const server = stopAfterTest(await HttpServer.start(reply(secrets)));
    await expectNoSecret(server.origin);
  });
});

describe("an error behind an answer with secrets holds none of them", () => {
  it.each(["truncate", "cut", "slow:100", "wrong-charset", "latin1", "doctype"])("with the fault %s", async (fault) => {
    const simulator = await Simulator.start({
      faults: [`${fault}#every`],
      extensions: [{ ID: "1000", Password: `${MARK}-é` }],
    });
    stopAfterTest(simulator);
    const failure = await rejectionOf(clientOf(simulator.origin).getConfig("1000"));
    expect(failure).toBeInstanceOf(OzekiError);
    expect(everythingOf(failure)).not.toContain(MARK);
  });

  it("where it is about another extension", async () => {
    const simulator = stopAfterTest(await Simulator.start());
    simulator.extensions.set({ ID: "1000", Password: `${MARK}-sip` });
    const server = await HttpServer.start(async (_, response) => {
      response.end(await (await fetch(`${simulator.origin}/?command=GetConfig&ExtensionId=1000`)).text());
    });
    stopAfterTest(server);
    const failure = await rejectionOf(clientOf(server.origin).getConfig("1001"));
    expect(failure).toBeInstanceOf(OzekiError);
    expect(everythingOf(failure)).not.toContain(MARK);
  });
});
