import { hostname } from "node:os";
import type { Simulator } from "../../../../simulator";
import { listExtensions, send, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";
import { act, pageHeaders, readState } from "./support/consoleClient";

const MOZILLA = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

const start = () => startPbx({ console: true, extensions: [{ ID: "1000", Password: "sip-secret" }] });

/** Sends the request that deletes extension 1000, with other headers. A header that is undefined is not sent. */
async function deleteWith(
  pbx: Simulator,
  headers: Record<string, string | undefined>,
  { method = "POST", path = "/__console/delete" } = {},
) {
  const body = JSON.stringify({ id: "1000" });
  const all = Object.entries({ ...(await pageHeaders(pbx)), "Content-Length": String(body.length), ...headers });
  const sent = Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return sendRaw(pbx, { method, path, headers: sent, body });
}

describe("a request that changes something in the console", () => {
  const origins: readonly (readonly [string, (pbx: Simulator) => Record<string, string | undefined>, boolean])[] = [
    ["from the console's page", () => ({}), true],
    ["from a browser without Sec-Fetch-Site", () => ({ "Sec-Fetch-Site": undefined, "User-Agent": MOZILLA }), true],
    [
      "from the page by localhost",
      ({ port }) => ({ Host: `localhost:${port}`, Origin: `http://localhost:${port}` }),
      true,
    ],
    [
      "from the page by the machine's name",
      ({ port }) => ({ Host: `${hostname()}:${port}`, Origin: `http://${hostname()}:${port}` }),
      true,
    ],
    ["without an Origin", () => ({ Origin: undefined }), false],
    ["of a program without an Origin", () => ({ Origin: undefined, "Sec-Fetch-Site": undefined }), false],
    ["with the Origin null", () => ({ Origin: "null", "Sec-Fetch-Site": undefined }), false],
    ["of another site", () => ({ Origin: "http://site.example", "Sec-Fetch-Site": "cross-site" }), false],
    [
      "of another site, in an old browser",
      () => ({ Origin: "http://site.example", "Sec-Fetch-Site": undefined }),
      false,
    ],
    [
      "of another port",
      ({ port }) => ({ Origin: `http://127.0.0.1:${port + 1}`, "Sec-Fetch-Site": "same-site" }),
      false,
    ],
    ["with the Origin of this address, but HTTPS", ({ port }) => ({ Origin: `https://127.0.0.1:${port}` }), false],
    ["typed into the address bar", () => ({ "Sec-Fetch-Site": "none" }), false],
    ["with an Origin that the browser contradicts", () => ({ "Sec-Fetch-Site": "cross-site" }), false],
    [
      "of a site whose name leads here",
      ({ port }) => ({ Host: `site.example:${port}`, Origin: `http://site.example:${port}` }),
      false,
    ],
  ];
  const tokens: readonly (readonly [string, string | undefined, boolean])[] = [
    ["the page's token", "own", true],
    ["no token", undefined, false],
    ["an empty token", "", false],
    ["another simulator's token", "x".repeat(32), false],
  ];

  it.each(
    origins.flatMap(([from, headersFor, isOwn]) =>
      tokens.map(([what, token, isRight]) => [from, what, headersFor, token, isOwn && isRight] as const),
    ),
  )("%s, with %s, is done or refused", async (_from, _what, headersFor, token, isDone) => {
    const pbx = await start();
    const headers = { ...headersFor(pbx), ...(token !== "own" && { "X-Console-Token": token }) };
    const { status } = await deleteWith(pbx, headers);
    expect(status).toBe(isDone ? 200 : 403);
    expect(pbx.extensions.ids()).toEqual(isDone ? [] : ["1000"]);
  });

  it.each([undefined, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "is refused with a body of type %s",
    async (type) => {
      const pbx = await start();
      expect((await deleteWith(pbx, { "Content-Type": type })).status).toBe(415);
      expect(pbx.extensions.ids()).toEqual(["1000"]);
    },
  );

  it.each(["GET", "PUT", "DELETE", "OPTIONS"])("is refused with the method %s", async (method) => {
    const pbx = await start();
    expect((await deleteWith(pbx, {}, { method })).status).toBe(405);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it("is refused from a refused address", async () => {
    const pbx = await start();
    const headers = await pageHeaders(pbx);
    pbx.deny = ["127.0.0.1"];
    const reply = await sendRaw(pbx, { method: "POST", path: "/__console/delete", headers, body: '{"id":"1000"}' });
    expect(reply.status).toBe(404);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it("is refused with a body that is too large, or not JSON", async () => {
    const pbx = await start();
    const headers = await pageHeaders(pbx);
    const path = "/__console/delete";
    const large = await sendRaw(pbx, { method: "POST", path, headers, body: `{"id":"${"x".repeat(70_000)}"}` });
    expect(large.status).toBe(413);
    for (const body of ["", "{", "[]", "null", '"1000"', '{"id":1000}', '{"id":["1000"]}', '{"elements":"x"}']) {
      const reply = await sendRaw(pbx, { method: "POST", path, headers, body });
      expect({ body, status: reply.status }).toEqual({ body, status: 400 });
    }
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it("has no answer at an unknown path", async () => {
    const pbx = await start();
    for (const path of ["/__console/destroy", "/__console/toString", "/__console/state/x"]) {
      expect((await deleteWith(pbx, {}, { path })).status).toBe(404);
    }
  });
});

describe("what the console reads", () => {
  it("is refused to a page of another site", async () => {
    const pbx = await start();
    for (const path of ["/__console/state", "/__console/events"]) {
      for (const headers of [
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
        { Origin: "http://site.example" },
        { Host: "site.example", "User-Agent": MOZILLA, "Sec-Fetch-Site": "same-origin" },
      ]) {
        expect((await sendRaw(pbx, { path, headers })).status).toBe(403);
      }
    }
  });

  it("is inert in a browser", async () => {
    const { headers } = await sendRaw(await start(), { path: "/__console/state" });
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "no-store",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("is not a request to the PBX: it is neither counted nor recorded, and no fault hits it", async () => {
    const pbx = await start();
    pbx.fail("hang#every");
    expect((await readState(pbx)).extensions).toHaveLength(1);
    await act(pbx, "edit", { id: "1000", elements: { UserID: "jane" } });
    expect(pbx.requests).toEqual([]);
    expect(pbx.mostConcurrent).toBe(0);
    expect(pbx.faults).toHaveLength(1);
  });

  it("has the extensions with their states, the faults and the switches, and no password", async () => {
    const pbx = await startPbx({
      console: true,
      extensions: [
        { ID: "1", LastIPAddress: "10.0.0.1:5060 (Udp)", Password: "sip-secret" },
        { ID: "2" },
        { ID: "3", Enabled: "false", LastIPAddress: "10.0.0.2:5060 (Udp)" },
        `<Config knownType="MadeUpQueueInfo"><ID>4</ID><Pin>pin-secret</Pin></Config>`,
      ],
      faults: ["drop-after@AddConfig#2"],
      switches: { listOrder: "id" },
    });
    const state = await readState(pbx);
    expect(state.extensions.map(({ id, state, hasPassword }) => [id, state, hasPassword])).toEqual([
      ["1", "registered", true],
      ["2", "never", true],
      ["3", "disabled", true],
      ["4", "other", false],
    ]);
    expect(state).toMatchObject({
      origin: pbx.origin,
      initialCount: 4,
      types: ["SIP", "MadeUpMenu", "MadeUpQueue"],
      faults: [{ fault: "drop-after@AddConfig#2", about: expect.stringContaining("executed, then") }],
    });
    expect(state.switches).toContainEqual(expect.objectContaining({ name: "listOrder", value: "id" }));
    expect(JSON.stringify(state)).not.toContain("secret");
  });

  it("has each request with its command, ID, code and reason, and no password", async () => {
    const pbx = await startPbx({ console: true, login: { username: "admin", password: "login-secret" } });
    await listExtensions(pbx);
    const login = { Username: "admin", Password: "login-secret" };
    await send(pbx, { command: "GetConfig", ExtensionId: "<1>\u202e", ...login });
    const { log } = await readState(pbx);
    expect(log).toMatchObject([
      { number: 1, title: "ListExtensions", code: "304", outcome: "refused", why: expect.stringContaining("login") },
      {
        number: 2,
        title: "GetConfig",
        extensionId: "<1>\\u202E",
        code: "701",
        why: "The PBX has no extension <1>\\u202E.",
      },
    ]);
    expect(JSON.stringify(log)).not.toContain("secret");
  });

  it("has the newest 200 lines of the log only", async () => {
    const pbx = await startPbx({ console: true });
    for (let sent = 0; sent < 205; sent += 1) {
      await listExtensions(pbx);
    }
    const { log } = await readState(pbx);
    expect(log.map(({ number }) => number)).toEqual(Array.from({ length: 200 }, (_, index) => index + 6));
  });
});
