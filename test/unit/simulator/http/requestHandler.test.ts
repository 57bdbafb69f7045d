import { addConfig, configXml, getConfig, send, sendBytes, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";

const form = { "content-type": "application/x-www-form-urlencoded" };

describe("a request", () => {
  it.each(["GET", "POST"] as const)("by %s carries every character of XML", async (method) => {
    const pbx = await startPbx();
    const password = `ä ß € 😀 + % & = ; # ' " \t`;
    const xml = configXml({ Password: password.replaceAll("&", "&amp;") });
    expect((await send(pbx, { command: "AddConfig", ExtensionType: "SIP", ConfigXML: xml }, { method })).code).toBe(
      200,
    );
    expect(pbx.extensions.text("100", "Password")).toBe(password);
  });

  it.each([
    ["command", "extensionid"],
    ["COMMAND", "EXTENSIONID"],
    ["cOmMaNd", "ExtensionID"],
  ])("may name its parameters %s and %s", async (command, extensionId) => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    expect((await send(pbx, { [command]: "GetConfig", [extensionId]: "1" })).code).toBe(200);
  });

  it("by POST may have parameters in its query as well", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    const reply = await sendRaw(pbx, {
      method: "POST",
      path: "/?command=GetConfig",
      headers: form,
      body: "ExtensionId=1",
    });
    expect(reply.code).toBe(200);
  });

  it("by GET has none in a body", async () => {
    const pbx = await startPbx();
    const reply = await sendRaw(pbx, { headers: { ...form, "content-length": "22" }, body: "command=ListExtensions" });
    expect(reply).toMatchObject({ code: 302 });
  });

  it.each([
    ["a % that does not begin a byte", "command=%G0"],
    ["a % at its end", "command=%"],
    ["bytes that are not UTF-8", "command=%FF"],
    ["half of a character", "command=%C3"],
  ])("with %s gets 300, in its query and in its body", async (_, text) => {
    const pbx = await startPbx();
    expect((await sendRaw(pbx, { path: `/?${text}` })).code).toBe(300);
    expect((await sendRaw(pbx, { method: "POST", headers: form, body: text })).code).toBe(300);
  });

  it("may have bytes that are not encoded, in UTF-8", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "é" }] });
    const body = Buffer.from("command=GetConfig&ExtensionId=é");
    expect((await sendRaw(pbx, { method: "POST", headers: form, body })).code).toBe(200);
  });

  it.each(["application/json", "multipart/form-data", undefined])("with a body of type %s gets 300", async (type) => {
    const pbx = await startPbx();
    const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
    expect((await sendRaw(pbx, { method: "POST", headers, body: "command=ListExtensions" })).code).toBe(300);
  });

  it("may label its form with a charset", async () => {
    const pbx = await startPbx();
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
    expect((await sendRaw(pbx, { method: "POST", headers, body: "command=ListExtensions" })).code).toBe(200);
  });
});

describe("ConfigXML", () => {
  it("is taken as in the vendor's sample URL: < HTML-escaped, quotes not, the whole URL-encoded", async () => {
    const pbx = await startPbx();
    const xml = configXml({ Password: "a&amp;b&lt;c" }).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    expect(encodeURIComponent(xml)).toMatch(/^%26lt%3BConfig%20knownType%3D%22/);
    expect((await addConfig(pbx, xml)).code).toBe(200);
    expect(pbx.extensions.text("100", "Password")).toBe("a&b<c");
  });

  it("is taken fully HTML-escaped too, by names and by numbers", async () => {
    const pbx = await startPbx();
    const xml = configXml()
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replace('"', "&quot;")
      .replace('"', "&#x22;");
    expect((await addConfig(pbx, xml)).code).toBe(200);
    expect(pbx.extensions.ids()).toEqual(["100"]);
  });

  it("may begin with white space, plain and HTML-escaped", async () => {
    const pbx = await startPbx();
    expect((await addConfig(pbx, `\r\n ${configXml({ ID: "1" })}`)).code).toBe(200);
    expect((await addConfig(pbx, `\r\n ${configXml({ ID: "2" }).replaceAll("<", "&lt;")}`)).code).toBe(200);
  });

  it("may begin with an XML declaration and be laid out", async () => {
    const pbx = await startPbx();
    const xml = `<?xml version="1.0" encoding="utf-8"?>\r\n${configXml().replaceAll("><", ">\r\n  <")}\r\n`;
    expect((await addConfig(pbx, xml)).code).toBe(200);
    expect(pbx.extensions.text("100", "Password")).toBe("100");
  });
});

describe("http.sys", () => {
  it("answers another path with its page", async () => {
    const pbx = await startPbx();
    const reply = await sendRaw(pbx, { path: "/other?command=ListExtensions" });
    expect(reply).toMatchObject({ status: 404, code: undefined });
    expect(reply.headers).toMatchObject({
      "content-type": "text/html; charset=us-ascii",
      server: "Microsoft-HTTPAPI/2.0",
      "content-length": "315",
    });
    expect(reply.text).toContain("<p>HTTP Error 404. The requested resource is not found.</p>");
    expect(pbx.requests).toMatchObject([{ command: undefined, code: undefined, status: 404, executed: false }]);
  });

  it("refuses a request line of more than 16 KB with HTML", async () => {
    const pbx = await startPbx();
    const reply = await sendBytes(
      pbx,
      `GET /?command=AddConfig&ConfigXML=${"x".repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 414 /);
    expect(reply).toContain("HTTP Error 414. The request URL is too long.");
  });

  it("refuses headers of more than 16 KB with HTML", async () => {
    const pbx = await startPbx();
    const reply = await sendBytes(pbx, `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${"x".repeat(17_000)}\r\n\r\n`);
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(reply).toContain("HTTP Error 400. The size of the request headers is too long.");
  });

  it("takes a request line of less than that, and a POST of far more", async () => {
    const pbx = await startPbx();
    const parameters = { command: "AddConfig", ExtensionType: "SIP" };
    const short = configXml({ ID: "1", Note: "x".repeat(14_000) });
    expect((await send(pbx, { ...parameters, ConfigXML: short }, { method: "GET" })).code).toBe(200);
    const long = configXml({ ID: "2", Note: "x".repeat(1_000_000) });
    expect((await send(pbx, { ...parameters, ConfigXML: long })).code).toBe(200);
    expect(pbx.extensions.text("2", "Note")).toHaveLength(1_000_000);
  });

  it("refuses what is not HTTP", async () => {
    const pbx = await startPbx();
    expect(await sendBytes(pbx, "hello\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*HTTP Error 400\. The request is badly formed\./,
    );
  });

  it("refuses a body of more than 16 MiB", async () => {
    const pbx = await startPbx();
    const body = Buffer.alloc(16 * 1024 * 1024 + 1, "x");
    const outcome = await sendRaw(pbx, { method: "POST", headers: form, body }).then(
      ({ status }) => status,
      // A client that still sends when the connection is closed may not be able to read the answer.
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([413, "EPIPE", "ECONNRESET"]).toContain(outcome);
    expect(pbx.requests).toMatchObject([{ status: 413, executed: false }]);
  });

  it("keeps a connection open", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    const request = "GET /?command=ListExtensions HTTP/1.1\r\nHost: x\r\n\r\n";
    const last = "GET /?command=GetConfig&ExtensionId=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const replies = await sendBytes(pbx, request + last);
    expect(replies.match(/<Code>200<\/Code>/g)).toHaveLength(2);
    expect(pbx.connections).toBe(1);
  });
});

it("a request that is given up in its middle leaves no trace", async () => {
  const pbx = await startPbx();
  const { connect } = await import("node:net");
  const socket = connect(pbx.port, "127.0.0.1");
  await new Promise<void>((resolve) => {
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncommand=RemoveConfig", () => resolve());
  });
  socket.destroy();
  expect((await getConfig(pbx, "1")).code).toBe(701);
  expect(pbx.commands()).toEqual(["GetConfig 1 701"]);
});
