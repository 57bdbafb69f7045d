import { Transport, Unreachable, UntrustedCertificate, UnusableCaFile } from "../../../../../provider/api";
import type { RequestSubject } from "../../../../../provider/api/requestSubject";
import { clientSettings } from "../../../../support/clientSettings";
import { HttpServer } from "../../../../support/httpServer";
import { stopAfterTest } from "../../../../support/onTestFinished";
import { okReply } from "../../../../support/replies";
import { errorThrownBy, rejectionOf } from "../../../../support/thrownErrors";
import { tlsFile } from "../../../../support/tlsFile";

const subject: RequestSubject = { command: "ListExtensions", pbx: "https://pbx:7780" };

function send(url: string, caFile?: string) {
  const transport = stopAfterTest(new Transport(clientSettings(url, caFile === undefined ? {} : { caFile })));
  return transport.post({
    subject,
    maxBytes: 1024,
    form: new URLSearchParams({ command: "ListExtensions", Password: "secret" }),
    timeout: () => 20_000,
    connectTimeout: 10_000,
    signal: undefined,
  });
}

describe("a TLS proxy before the PBX", () => {
  it("is trusted where the file with its authority is configured", async () => {
    const proxy = stopAfterTest(await HttpServer.start(okReply, "server.pem"));
    expect((await send(proxy.origin, tlsFile("authority.pem"))).status).toBe(200);
    expect(proxy.requests).toHaveLength(1);
  });

  it.each([
    ["whose authority is unknown", "server.pem", undefined, "127.0.0.1", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["whose certificate has expired", "expired.pem", "authority.pem", "127.0.0.1", "CERT_HAS_EXPIRED"],
    [
      "whose certificate is for another host",
      "server.pem",
      "authority.pem",
      "localhost",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ],
  ])("gets no request, %s", async (_, certificate, authority, host, code) => {
    const proxy = stopAfterTest(await HttpServer.start(okReply, certificate));
    const url = proxy.origin.replace("127.0.0.1", host);
    const failure = await rejectionOf(send(url, authority === undefined ? undefined : tlsFile(authority)));
    expect(failure).toBeInstanceOf(UntrustedCertificate);
    expect(failure).toMatchObject({
      title: "Certificate not trusted",
      sent: "no",
      code,
      message: `ListExtensions on https://pbx:7780 failed: the certificate of this address is not trusted (${code}).`,
    });
    expect(proxy.requests).toHaveLength(0);
  });

  it("is not spoken to in TLS where there is none", async () => {
    const plain = stopAfterTest(await HttpServer.start(okReply));
    const failure = await rejectionOf(send(plain.origin.replace("http:", "https:")));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(plain.requests).toHaveLength(0);
  });

  it.each([
    ["ENOENT", "no-such-authority.pem"],
    ["EISDIR", ""],
  ])("is not even looked for where the file cannot be read: %s", (code, file) => {
    const caFile = tlsFile(file);
    const failure = errorThrownBy(() => new Transport(clientSettings("https://127.0.0.1:1", { caFile })));
    expect(failure).toBeInstanceOf(UnusableCaFile);
    expect(failure).toMatchObject({
      name: "UnusableCaFile",
      caFile,
      code,
      message: `The file with the certificate authority, ${caFile}, cannot be used (${code}). Nothing was sent.`,
    });
  });
});
