import type { IncomingMessage } from "node:http";
import { hostname } from "node:os";
import { isOwnPage } from "../../../../simulator/http/browsers";
import { send, sendBytes, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";

const MOZILLA = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const POWERSHELL = "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.4291";
const NAVIGATION = { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };

type Headers = Record<string, string>;

describe("a request", () => {
  const typed = (host: string) => ({ "User-Agent": MOZILLA, "Sec-Fetch-Site": "none", Host: host });
  const own = (port: number) => `http://127.0.0.1:${port}`;
  it.each<[string, (port: number) => Headers, boolean]>([
    ["of a program", () => ({}), true],
    ["of a program, by any name", () => ({ Host: "pbx.example:7780", "User-Agent": "curl/8.5.0" }), true],
    ["typed into a browser", () => ({ "User-Agent": MOZILLA, "Sec-Fetch-Site": "none" }), true],
    ["of Windows PowerShell, by any name", () => ({ Host: "pbx.example:7780", "User-Agent": POWERSHELL }), true],
    ["by a name of this machine", (port) => typed(`${hostname()}:${port}`), true],
    ["by localhost", (port) => typed(`localhost:${port}`), true],
    ["by an IPv6 address", (port) => typed(`[::1]:${port}`), true],
    // As browsers send it over a network without TLS.
    ["of a browser that does not tell from where", () => ({ "User-Agent": MOZILLA }), false],
    [
      "of such a browser, for a page elsewhere",
      () => ({ "User-Agent": MOZILLA, Referer: "http://site.example/" }),
      false,
    ],
    ["of such a browser, for another port", (port) => ({ "User-Agent": MOZILLA, Referer: `${own(port)}0/` }), false],
    [
      "of a player for a page elsewhere",
      () => ({ "User-Agent": "AppleCoreMedia/1.0", Referer: "http://site.example/" }),
      false,
    ],
    ["of such a browser, for its own page", (port) => ({ "User-Agent": MOZILLA, Referer: `${own(port)}/` }), true],
    ["of the simulator's own page", (port) => ({ "Sec-Fetch-Site": "same-origin", Origin: own(port) }), true],
    ["of another site's page", () => ({ "Sec-Fetch-Site": "cross-site" }), false],
    ["of another server on this machine", () => ({ "Sec-Fetch-Site": "same-site" }), false],
    ["of another site's form", () => ({ Origin: "http://site.example" }), false],
    ["of another port", () => ({ Origin: own(1) }), false],
    ["of a page without an origin", () => ({ Origin: "null" }), false],
    ["of a site whose name leads here", () => ({ "User-Agent": MOZILLA, Host: "site.example:7780" }), false],
    [
      "of such a site, which the browser takes for the same one",
      () => ({ Host: "site.example:7780", Origin: "http://site.example:7780", "Sec-Fetch-Site": "same-origin" }),
      false,
    ],
    ["after a link on another site", () => ({ "Sec-Fetch-Site": "cross-site", ...NAVIGATION }), false],
  ])("%s is answered, or not", async (_what, headersFor, isAnswered) => {
    const pbx = await startPbx({ extensions: [{ ID: "1000" }] });
    const path = "/?command=RemoveConfig&ExtensionId=1000";
    const { status, text } = await sendRaw(pbx, { path, headers: headersFor(pbx.port) });
    expect(status).toBe(isAnswered ? 200 : 403);
    expect(pbx.extensions.ids()).toEqual(isAnswered ? [] : ["1000"]);
    expect(text.includes("A page of another web site made this request")).toBe(!isAnswered);
    expect(pbx.commands()).toEqual([isAnswered ? "RemoveConfig 1000 200" : "(no command) 403"]);
  });

  it("for the console may come from a link anywhere, but not from within another page", async () => {
    const pbx = await startPbx({ console: true });
    const from = (headers: Headers, method = "GET") =>
      sendRaw(pbx, { path: "/__console", method, headers: { "Sec-Fetch-Site": "cross-site", ...headers } });
    expect((await from(NAVIGATION)).status).toBe(200);
    expect((await from({ ...NAVIGATION, Host: "site.example" })).status).toBe(403);
    expect((await from({ ...NAVIGATION, "Sec-Fetch-Dest": "iframe" })).status).toBe(403);
    expect((await from(NAVIGATION, "POST")).status).toBe(403);
    expect((await from({ "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image" })).status).toBe(403);
    expect((await from({})).status).toBe(403);
    const untold = { path: "/__console", headers: { "User-Agent": MOZILLA } };
    expect((await sendRaw(pbx, untold)).status).toBe(200);
  });
});

it.each([
  [{ host: "127.0.0.1:7780", origin: "http://127.0.0.1:7780" }, true],
  [{ host: "[::1]:7780", origin: "http://[::1]:7780" }, true],
  [{ host: "pbx.example:7780", origin: "http://pbx.example:7780" }, true],
  [{ host: "site.example:7780", origin: "http://site.example:7780" }, false],
  [{ host: "127.0.0.1:7780", origin: "http://127.0.0.1:7781" }, false],
  [{ host: "127.0.0.1:7780" }, false],
  [{ origin: "http://127.0.0.1:7780" }, false],
  [{}, false],
])("a request with %j comes from the simulator's own page, or not", (headers, isOwn) => {
  expect(isOwnPage({ headers } as IncomingMessage, "pbx.example")).toBe(isOwn);
});

describe("an answer", () => {
  const inert = {
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  };

  it("is inert in a browser, whatever it is", async () => {
    const pbx = await startPbx({ console: true, extensions: [{ ID: "1000" }] });
    const answers = [
      await send(pbx, { command: "GetConfig", ExtensionId: "1000" }),
      await sendRaw(pbx, { path: "/__console" }),
      await sendRaw(pbx, { path: "/elsewhere" }),
      await sendRaw(pbx, { headers: { Origin: "null" } }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject(inert);
    }
    expect(answers[0]?.headers["content-security-policy"]).toContain("sandbox");
    expect((await sendBytes(pbx, "not HTTP\r\n\r\n")).toLowerCase()).toContain("x-content-type-options: nosniff");
  });

  it.each(["html", "empty", "wrong-type", "latin1", "redirect", "external-entity", "attributes", "slow:1"])(
    "is inert in a browser with the fault %s",
    async (fault) => {
      const pbx = await startPbx({ extensions: [{ ID: "1000" }], faults: [fault] });
      expect((await sendRaw(pbx, { path: "/?command=GetConfig&ExtensionId=1000" })).headers).toMatchObject(inert);
    },
  );
});
