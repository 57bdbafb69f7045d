import type { RequestSubject } from "../../../provider/ozeki";
import {
  BadReply,
  CommandRefused,
  ConnectionLost,
  GatewayFailure,
  OzekiError,
  RequestTimedOut,
  Unreachable,
  UntrustedCertificate,
} from "../../../provider/ozeki";
import { ozekiErrors } from "../../support/ozekiErrors";

const pbx = "http://10.0.0.5:7780";
const add: RequestSubject = { command: "AddConfig", pbx, extensionId: "0100" };
const list: RequestSubject = { command: "ListExtensions", pbx };
const failed = `AddConfig of extension 0100 on ${pbx} failed`;

describe("an error of the API", () => {
  it.each([
    [
      "Unreachable",
      "PBX not reached",
      "no connection to the PBX (ECONNREFUSED: nothing listens at this address and port)",
      "no",
    ],
    ["ConnectionLost", "Connection lost", "the connection ended before the answer was complete (ECONNRESET)", "maybe"],
    ["RequestTimedOut", "No answer", "no complete answer within 30 s", "maybe"],
    ["GatewayFailure", "Proxy without the PBX", "a proxy answered HTTP 503: it got no answer from the PBX", "maybe"],
    ["BadReply", "Not the PBX's answer", "the reply is no answer of the Ozeki HTTP API: it is empty", "maybe"],
    [
      "UntrustedCertificate",
      "Certificate not trusted",
      "the certificate of this address is not trusted (CERT_HAS_EXPIRED)",
      "no",
    ],
    ["CommandRefused", "Refused by the PBX", "the PBX answered 702 (InvalidConfig)", "no"],
    ["LoginRefused", "Login refused", "the PBX answered 305 (AuthenticationFailed)", "no"],
    ["AccessForbidden", "Access forbidden", "the PBX answered 307 (ForbiddenAddress)", "no"],
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
      `ListExtensions on ${pbx} failed: the PBX answered 306 (ForbiddenUser).`,
    );
  });

  it("carries the PBX's message as far as it may be shown", () => {
    expect(new CommandRefused(add, 702, "Invalid configuration for type 'SIP'").message).toBe(
      `${failed}: the PBX answered 702 (InvalidConfig): Invalid configuration for type 'SIP'.`,
    );
    expect(new CommandRefused(add, 42).message).toBe(
      `${failed}: the PBX answered 42 (a code that the vendor does not document).`,
    );
  });

  it.each([
    ["ENOTFOUND", "ENOTFOUND: the host name is not known"],
    ["EAI_AGAIN", "EAI_AGAIN: the host name could not be looked up"],
    ["EHOSTUNREACH", "EHOSTUNREACH: there is no way to this host"],
    ["ENETUNREACH", "ENETUNREACH: there is no way to this network"],
    ["ETIMEDOUT", "ETIMEDOUT: the host does not answer"],
    ["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_CONNECT_TIMEOUT: the host does not answer"],
    ["ECONNRESET", "ECONNRESET: the connection was closed at once"],
    ["UND_ERR_SOCKET", "UND_ERR_SOCKET: the connection was closed at once"],
    ["EACCES", "EACCES"],
  ])("explains the system's word %s", (code, explained) => {
    expect(new Unreachable(list, code).message).toBe(
      `ListExtensions on ${pbx} failed: no connection to the PBX (${explained}).`,
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

  it("tells after how many attempts it was given up, and keeps the last number", () => {
    const error = new ConnectionLost(add, "ECONNRESET");
    expect(error.givenUpAfter(1).message).toBe(
      `${failed}: the connection ended before the answer was complete (ECONNRESET).`,
    );
    expect(error.givenUpAfter(5)).toBe(error);
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
