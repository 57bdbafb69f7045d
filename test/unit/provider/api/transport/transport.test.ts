import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Transport, Unreachable, UntrustedCertificate, UnusableCaFile } from "../../../../../provider/api";
import type { RequestSubject } from "../../../../../provider/api/requestSubject";
import { newFolder } from "../../../../cli/support/newFolder";
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
    ["whose certificate is for clients only", "client-only.pem", "client-only.pem", "127.0.0.1", "INVALID_PURPOSE"],
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
    ["it is not a PEM file with a certificate", "server-key.pem"],
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

  it.each<[string, (authority: string) => string]>([
    ["cut off", (authority) => authority.slice(0, 400)],
    ["with other text in it", (authority) => authority.replace(/\n\w{8}/, "\n********")],
    ["indented", (authority) => authority.replace(/^/gm, "  ")],
    ["beside another one", (authority) => `${authority}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
  ])("is not even looked for where the certificate in the file is damaged: %s", (_, damage) => {
    const caFile = join(newFolder(), "authority.pem");
    writeFileSync(caFile, damage(readFileSync(tlsFile("authority.pem"), "utf8")));
    expect(errorThrownBy(() => new Transport(clientSettings("https://127.0.0.1:1", { caFile })))).toMatchObject({
      code: expect.stringMatching(/^it is (damaged|not a PEM file with a certificate)$/) as string,
    });
  });

  it.each<[string, (authority: string) => string]>([
    ["a byte order mark and line ends of Windows", (authority) => `\uFEFF${authority.replaceAll("\n", "\r\n")}`],
    ["text before it", (authority) => `Issuer: the authority\n${authority}`],
  ])("is trusted by a file with %s", async (_, write) => {
    const proxy = stopAfterTest(await HttpServer.start(okReply, "server.pem"));
    const caFile = join(newFolder(), "authority.pem");
    writeFileSync(caFile, write(readFileSync(tlsFile("authority.pem"), "utf8")));
    expect((await send(proxy.origin, caFile)).status).toBe(200);
  });
});
