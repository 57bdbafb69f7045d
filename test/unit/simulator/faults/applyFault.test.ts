import { connect } from "node:net";
import type { FaultKind, Simulator } from "../../../../simulator";
import { faultKinds } from "../../../../simulator";
import { until } from "../../../support/until";
import type { Reply } from "../support/send";
import {
  addConfig,
  configXml,
  getConfig,
  listExtensions,
  removeConfig,
  send,
  sendBytes,
  sendRaw,
} from "../support/send";
import { startPbx } from "../support/startPbx";

type Outcome = Reply | { error: string | undefined };

async function outcomeOf(reply: Promise<Reply>): Promise<Outcome> {
  return reply.catch((error: NodeJS.ErrnoException) => ({ error: error.code }));
}

const reset = { error: "ECONNRESET" };
const proxy = (status: number, title: string) => ({
  status,
  code: undefined,
  headers: expect.objectContaining({ "content-type": "text/html" }),
  text: expect.stringContaining(`<h1>${status} ${title}</h1>`),
});
const signIn = {
  status: 200,
  code: undefined,
  headers: expect.objectContaining({ "content-type": "text/html; charset=utf-8" }),
  text: expect.stringContaining("Sign in"),
};
const xml = expect.objectContaining({ "content-type": "application/xml" });

/** What a client sees of an AddConfig that is hit, and whether it was executed all the same. Hanging is tested apart. */
const cases: [FaultKind, boolean, unknown][] = [
  ["drop-before", false, reset],
  ["drop-after", true, reset],
  ["cut", true, reset],
  ["cut-headers", true, reset],
  ["html", false, signIn],
  ["html-after", true, signIn],
  ["empty", false, { status: 200, headers: xml, text: "" }],
  ["empty-after", true, { status: 200, headers: xml, text: "" }],
  ["status-502", false, proxy(502, "Bad Gateway")],
  ["status-503", false, proxy(503, "Service Temporarily Unavailable")],
  ["status-504", false, proxy(504, "Gateway Time-out")],
  ["status-418", false, proxy(418, "Error")],
  ["status-502-after", true, proxy(502, "Bad Gateway")],
  ["status-503-after", true, proxy(503, "Service Temporarily Unavailable")],
  ["status-504-after", true, proxy(504, "Gateway Time-out")],
  ["wrong-type", true, { status: 200, code: 200, headers: expect.objectContaining({ "content-type": "text/plain" }) }],
  ["redirect", false, { status: 302, headers: expect.objectContaining({ location: "/redirected" }), text: "" }],
  ["slow", true, { status: 200, code: 200, headers: xml, text: expect.stringMatching(/<\/Response>$/) }],
  ["code-300", false, { code: 300, message: "Error occured during parsing message: 'request'" }],
  ["code-301", false, { code: 301, message: "Not implemented command: 'AddConfig'" }],
  ["code-302", false, { code: 302, message: "Missing or invalid parameter 'ExtensionId' for command 'AddConfig'" }],
  ["code-303", false, { code: 303, message: "Command 'AddConfig' cannot be used here" }],
  ["code-306", false, { code: 306, message: "User is not allowed to use API in ACL" }],
  ["code-702", false, { code: 702, message: "Invalid configuration for type 'SIP'" }],
  ["code-703", false, { code: 703 }],
  ["code-200", false, { code: 200, message: "Command successfully executed" }],
  ["code-999", false, { code: 999, message: expect.stringContaining("made up") }],
  ["code-0", false, { code: 0 }],
  [
    "truncate",
    true,
    { status: 200, headers: xml, text: expect.stringMatching(/<Message>Command successfully executed$/) },
  ],
  ["wrong-charset", true, { status: 200, headers: xml, code: undefined }],
  ["latin1", true, { status: 200, headers: xml, code: 200 }],
  ["newer-api", false, { status: 200, text: expect.stringContaining("<Id>101@localhost</Id>") }],
  [
    "doctype",
    true,
    { status: 200, text: expect.stringMatching(/<!DOCTYPE Response .*\r\n<Response[\s\S]*<Message>&note;Command/) },
  ],
  ["external-entity", true, { status: 200, text: expect.stringContaining('SYSTEM "file:///etc/passwd"') }],
  ["two-codes", true, { status: 200, text: expect.stringContaining("<Code>200</Code><Code>200</Code>") }],
  ["odd-code", true, { status: 200, text: expect.stringContaining("<Code>OK</Code>") }],
  ["other-id", true, { status: 200, code: 200 }],
  ["no-id", true, { status: 200, code: 200 }],
  ["odd-names", true, { status: 200, text: expect.stringContaining("<__proto__>x</__proto__><constructor>") }],
  ["bad-utf8", true, { status: 200, text: expect.stringContaining("<Message>\uFFFD") }],
  ["nul", true, { status: 200, text: expect.stringContaining("<Message>\0") }],
  ["long-message", true, { status: 200, text: expect.stringContaining("x".repeat(1024 * 1024)) }],
  ["attributes", false, { status: 200, text: expect.stringMatching(/<Response a0="1" a1="1"/) }],
  ["bomb", false, { status: 200, text: expect.stringContaining('<!ENTITY b "&a;&a;') }],
  [
    "huge",
    false,
    { status: 200, headers: xml, text: expect.stringMatching(/^<\?xml.*\r\n<Response><Code>200<\/Code><Message>x/) },
  ],
  ["deep", false, { status: 200, text: expect.stringContaining("<a>".repeat(20_000)) }],
];

/** Defaults that would only cost time here. */
const amounts: Partial<Record<FaultKind, string>> = { slow: ":1", huge: ":3", attributes: ":20" };

describe("a fault that spoils a configuration", () => {
  it.each([
    ["other-id", "<ID>100-other</ID>", "<ID>100</ID>"],
    ["no-id", "<Config", "<ID>"],
    ["odd-names", "<__proto__>x</__proto__><constructor>x</constructor>", "<hasOwnProperty/>"],
  ])("%s", async (kind, there, missing) => {
    const pbx = await startPbx({ extensions: [{ ID: "100" }], faults: [`${kind}@GetConfig`] });
    const seen = JSON.stringify(await outcomeOf(getConfig(pbx, "100")));
    expect(seen).toContain(there);
    expect(seen).not.toContain(missing);
  });
});

describe("a fault hits the next request and no other", () => {
  it.each(cases)("%s, executed: %s", async (kind, executed, seen) => {
    const pbx = await startPbx();
    const text = `${kind}${amounts[kind] ?? ""}@AddConfig`;
    pbx.fail(text);
    expect((await getConfig(pbx, "100")).code).toBe(701);
    expect(await outcomeOf(addConfig(pbx, configXml()))).toMatchObject(seen as object);
    expect(pbx.extensions.has("100")).toBe(executed);
    expect(pbx.requests[1]).toMatchObject({ executed, fault: text });
    expect(pbx.faults).toEqual([]);
    expect((await addConfig(pbx, configXml({ ID: "101" }))).code).toBe(200);
  });

  it("late: executed, but not before the connection was reset", async () => {
    const pbx = await startPbx({ faults: ["late:50@AddConfig"] });
    expect(await outcomeOf(addConfig(pbx, configXml()))).toEqual(reset);
    expect(pbx.extensions.has("100")).toBe(false);
    await until(() => pbx.extensions.has("100"), "the late extension");
    expect(pbx.requests[0]).toMatchObject({ executed: true, fault: "late:50@AddConfig" });
  });

  it("and every kind is among these tests", () => {
    const apart = ["refuse", "hang", "hang-after", "late"];
    const families = ["status-NNN", "status-NNN-after", "code-NNN"];
    const tested = cases.map(([kind]) => kind.replace(/^(status|code)-\d+/, "$1-NNN"));
    expect([...new Set([...tested, ...apart])].sort()).toEqual(Object.keys(faultKinds).sort());
    expect(families.every((family) => tested.includes(family))).toBe(true);
  });
});

describe("refuse", () => {
  it("resets connections, not requests", async () => {
    const pbx = await startPbx({ faults: ["refuse#1-2"] });
    expect(await outcomeOf(listExtensions(pbx))).toEqual(reset);
    expect(await outcomeOf(listExtensions(pbx))).toEqual(reset);
    expect((await listExtensions(pbx)).code).toBe(200);
    expect(pbx.requests).toHaveLength(1);
    expect(pbx.connections).toBe(3);
  });
});

describe("hang", () => {
  it.each([
    ["hang", false],
    ["hang-after", true],
  ])("%s gives no answer (executed: %s) until the other side gives up", async (kind, executed) => {
    const pbx = await startPbx({ faults: [kind] });
    const patience = new AbortController();
    const hanging = sendRaw(pbx, {
      path: `/?command=AddConfig&ExtensionType=SIP&ConfigXML=${encodeURIComponent(configXml())}`,
      signal: patience.signal,
    });
    while (pbx.requests.length === 0) {
      await new Promise(setImmediate);
    }
    // Others are answered meanwhile.
    expect((await getConfig(pbx, "100")).code).toBe(executed ? 200 : 701);
    expect(pbx.requests[0]).toMatchObject({ duration: undefined, code: undefined, executed, fault: kind });
    patience.abort();
    await expect(hanging).rejects.toThrow("aborted");
  });
});

describe("cut", () => {
  const request = "GET /?command=ListExtensions HTTP/1.1\r\nHost: x\r\n\r\n";

  it("ends the answer in the middle of its body, with a length that promises more", async () => {
    const pbx = await startPbx({ faults: ["cut"] });
    const [head = "", body = ""] = (await sendBytes(pbx, request)).split("\r\n\r\n");
    const promised = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(body.length).toBe(Math.floor(promised / 2));
    expect(pbx.requests[0]).toMatchObject({ executed: true, code: undefined, status: 200 });
  });

  it.each([
    [20, 20],
    [1_000_000, 234],
  ])("after %i bytes, but never after the last: %i", async (asked, sent) => {
    const pbx = await startPbx({ faults: [`cut:${asked}`] });
    const [head = "", body = ""] = (await sendBytes(pbx, request)).split("\r\n\r\n");
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBe(235);
    expect(body).toHaveLength(sent);
  });

  it("within the headers", async () => {
    const pbx = await startPbx({ faults: ["cut-headers"] });
    expect(await sendBytes(pbx, request)).toBe("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Le");
  });
});

describe("answers in another charset", () => {
  it("UTF-16 with a byte order mark, over a whole GetConfig", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1", Note: "é€" }], faults: ["wrong-charset"] });
    const { bytes } = await getConfig(pbx, "1");
    expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0]);
    expect(bytes.toString("utf16le")).toContain("<Note>é€</Note>");
  });

  it("Latin-1, in which é is one byte", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1", Note: "é" }], faults: ["latin1"] });
    const { bytes } = await getConfig(pbx, "1");
    expect(bytes.toString("latin1")).toContain("<Note>é</Note>");
  });
});

describe("slow", () => {
  it("sends byte by byte, and stops when the PBX does", async () => {
    const pbx = await startPbx({ faults: ["slow:3600000"] });
    const socket = connect(pbx.port, "127.0.0.1");
    const closed = new Promise<string>((resolve) => {
      let received = "";
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1");
        if (received.includes("\r\n\r\n<")) {
          pbx.stop();
        }
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(received));
    });
    socket.write("GET /?command=ListExtensions HTTP/1.1\r\nHost: x\r\n\r\n");
    expect((await closed).split("\r\n\r\n")[1]).toBe("<");
  });
});

describe("huge", () => {
  it("is complete and as large as declared", async () => {
    const pbx = await startPbx({ faults: ["huge:5"] });
    const reply = await listExtensions(pbx);
    expect(reply.headers["content-length"]).toBeUndefined();
    expect(reply.bytes.length).toBeGreaterThan(5 * 1024 * 1024);
    expect(reply.text.slice(-25)).toBe("xxx</Message></Response>".padStart(25, "x"));
  });

  it("waits for a reader that takes its time, instead of filling the memory", async () => {
    const pbx = await startPbx({ faults: ["huge:100000"] });
    const socket = connect(pbx.port, "127.0.0.1");
    socket.write("GET /?command=ListExtensions HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => socket.once("readable", resolve));
    // 100 GB in memory would end the process; a reader that stops reading holds it up here.
    for (let turn = 0; turn < 200; turn += 1) {
      await new Promise(setImmediate);
    }
    expect(process.memoryUsage().rss).toBeLessThan(2 ** 31);
    expect((await listExtensions(pbx)).code).toBe(200);
    socket.destroy();
  });
});

describe("redirect", () => {
  it("redirects to a missing page, and a client that follows is recorded", async () => {
    const pbx = await startPbx({ faults: ["redirect"] });
    const response = await fetch(`${pbx.origin}/?command=ListExtensions`);
    expect(response.status).toBe(404);
    await response.text();
    expect(pbx.requests).toMatchObject([{ status: 302 }, { url: "/redirected", status: 404 }]);
  });
});

describe("which requests are hit", () => {
  const hitsOf = async (pbx: Simulator, count: number) => {
    const hits: number[] = [];
    for (let number = 1; number <= count; number += 1) {
      if ((await listExtensions(pbx)).code === 306) {
        hits.push(number);
      }
    }
    return hits;
  };

  it.each([
    ["", [1]],
    ["#1", [1]],
    ["#3", [3]],
    ["#2-4", [2, 3, 4]],
    ["#4-", [4, 5, 6]],
    ["#every", [1, 2, 3, 4, 5, 6]],
    ["@ListExtensions#2", [2]],
    ["@GetConfig#every", []],
    ["%1000#every", []],
  ])("code-306%s: %j", async (which, hits) => {
    const pbx = await startPbx({ faults: [`code-306${which}`] });
    expect(await hitsOf(pbx, 6)).toEqual(hits);
  });

  it("counts from when the fault was added, and only requests that match", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }, { ID: "2" }] });
    await getConfig(pbx, "1");
    pbx.fail({ kind: "code-306", command: "GetConfig", extensionId: "1", first: 2 });
    const codes = [];
    for (const ask of [
      () => getConfig(pbx, "1"),
      () => getConfig(pbx, "2"),
      () => removeConfig(pbx, "2"),
      () => getConfig(pbx, "1"),
      () => getConfig(pbx, "1"),
    ]) {
      codes.push((await ask()).code);
    }
    expect(codes).toEqual([200, 200, 200, 306, 200]);
  });

  it("knows the extension of a write by the ID in its XML", async () => {
    const pbx = await startPbx({ faults: ["code-702@AddConfig%100"] });
    expect((await addConfig(pbx, configXml({ ID: "1000" }))).code).toBe(200);
    expect((await addConfig(pbx, configXml({ ID: "100" }))).code).toBe(702);
  });

  it("has the one hit that was added first where two are due, and the other the next: none is lost", async () => {
    const pbx = await startPbx({ faults: ["code-305", "code-306", "code-307@ListExtensions#2-3", "code-401#every"] });
    const codes = [];
    for (let number = 1; number <= 6; number += 1) {
      codes.push((await listExtensions(pbx)).code);
    }
    expect(codes).toEqual([305, 306, 307, 307, 401, 401]);
  });

  it("none after they were taken back", async () => {
    const pbx = await startPbx({ faults: ["code-306#every"] });
    expect((await listExtensions(pbx)).code).toBe(306);
    expect(pbx.faults).toHaveLength(1);
    pbx.clearFaults();
    expect((await listExtensions(pbx)).code).toBe(200);
  });
});

describe("a fault that executes", () => {
  it("goes by the PBX's own rules: what is refused is not executed", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "100" }], faults: ["drop-after", "html-after"] });
    await outcomeOf(addConfig(pbx, configXml()));
    pbx.login = { username: "u", password: "p" };
    await removeConfig(pbx, "100");
    expect(pbx.requests.map(({ executed }) => executed)).toEqual([false, false]);
    expect(pbx.extensions.size).toBe(1);
  });

  it("answers what the PBX answers where the answer gets through", async () => {
    const pbx = await startPbx({ faults: ["wrong-type", "truncate"] });
    expect((await getConfig(pbx, "1")).code).toBe(701);
    expect(pbx.requests[0]?.code).toBe(701);
    expect((await getConfig(pbx, "1")).text).toMatch(
      /<Code>701<\/Code>\r\n {2}<Message>Configuration for type '1' not found$/,
    );
  });

  it("drops the connection where the PBX would", async () => {
    const pbx = await startPbx({
      deny: ["127.0.0.1"],
      switches: { refusedAddress: "dropped" },
      faults: ["html-after"],
    });
    expect(await outcomeOf(send(pbx, { command: "ListExtensions" }))).toEqual(reset);
  });
});
