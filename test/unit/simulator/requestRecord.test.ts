import { inspect } from "node:util";
import type { RecordedRequest, Simulator } from "../../../simulator";
import { describeRequest } from "../../../simulator";
import {
  addConfig,
  configXml,
  getConfig,
  listExtensions,
  modifyConfig,
  removeConfig,
  send,
  sendRaw,
} from "./support/send";
import { startPbx } from "./support/startPbx";

describe("the requests", () => {
  it("are recorded in order, with their outcome", async () => {
    const pbx = await startPbx({ faults: ["drop-after@ModifyConfig"] });
    await addConfig(pbx, configXml());
    await addConfig(pbx, configXml());
    await expect(modifyConfig(pbx, configXml({ Password: "new" }))).rejects.toThrow();
    await getConfig(pbx, "100");
    await removeConfig(pbx, "200");
    await removeConfig(pbx, "100");
    await listExtensions(pbx);
    await send(pbx, {});
    await sendRaw(pbx, { path: "/elsewhere" });
    expect(pbx.commands()).toEqual([
      "AddConfig 100 200",
      "AddConfig 100 703",
      "ModifyConfig 100 drop-after@ModifyConfig",
      "GetConfig 100 200",
      "RemoveConfig 200 701",
      "RemoveConfig 100 200",
      "ListExtensions 200",
      "(no command) 302",
      "(no command) 404",
    ]);
    expect(pbx.writes.map(({ number, command }) => [number, command])).toEqual([
      [1, "AddConfig"],
      [3, "ModifyConfig"],
      [6, "RemoveConfig"],
    ]);
    expect(pbx.requests[2]).toMatchObject({
      number: 3,
      httpMethod: "POST",
      command: "ModifyConfig",
      extensionId: "100",
      code: undefined,
      status: undefined,
      executed: true,
      fault: "drop-after@ModifyConfig",
    });
  });

  it("have their parameters, their time and their length", async () => {
    const pbx = await startPbx();
    await send(pbx, { Command: "GetConfig", extensionID: "7" }, { method: "GET" });
    const [request] = pbx.requests;
    expect(request?.parameters).toEqual({ Command: "GetConfig", extensionID: "7" });
    expect(request?.url).toBe("/?Command=GetConfig&extensionID=7");
    expect(Number.isInteger(request?.at)).toBe(true);
    expect(request?.duration).toBeGreaterThanOrEqual(0);
  });

  it("can be forgotten", async () => {
    const pbx = await startPbx();
    await listExtensions(pbx);
    pbx.forgetRequests();
    expect(pbx.requests).toEqual([]);
    expect(pbx.mostConcurrent).toBe(0);
    await getConfig(pbx, "1");
    expect(pbx.requests).toMatchObject([{ number: 1, command: "GetConfig" }]);
  });

  it("are remembered up to a limit: the newest", async () => {
    const pbx = await startPbx({ keepRequests: 3 });
    for (let id = 1; id <= 8; id += 1) {
      await getConfig(pbx, String(id));
      expect(pbx.requests.map(({ extensionId }) => extensionId)).toEqual(
        [id - 2, id - 1, id].filter((kept) => kept > 0).map(String),
      );
    }
    expect(pbx.requests.map(({ number }) => number)).toEqual([6, 7, 8]);
  });

  it("are reported when they are over", async () => {
    const reported: RecordedRequest[] = [];
    const pbx = await startPbx({ onRequest: (request) => reported.push(request), faults: ["drop-before#2"] });
    await getConfig(pbx, "1");
    await expect(getConfig(pbx, "2")).rejects.toThrow();
    expect(reported).toEqual(pbx.requests);
    expect(reported.map(({ extensionId, code }) => [extensionId, code])).toEqual([
      ["1", 701],
      ["2", undefined],
    ]);
    expect(reported.every(({ duration }) => duration !== undefined)).toBe(true);
  });

  it("under way at once are counted", async () => {
    const pbx = await startPbx({ faults: ["hang#1-3"] });
    const hanging = [1, 2, 3].map(() => listExtensions(pbx).catch(() => "cut off"));
    while (pbx.requests.length < 3) {
      await new Promise(setImmediate);
    }
    expect(pbx.mostConcurrent).toBe(3);
    await listExtensions(pbx);
    expect(pbx.mostConcurrent).toBe(4);
    expect(pbx.openSockets).toBeGreaterThanOrEqual(3);
    expect(pbx.connections).toBe(4);
    await pbx.stop();
    expect(await Promise.all(hanging)).toEqual(["cut off", "cut off", "cut off"]);
    expect(pbx.openSockets).toBe(0);
    await pbx.restart();
    await listExtensions(pbx);
    pbx.forgetRequests();
    expect(pbx.mostConcurrent).toBe(0);
  });
});

describe("secrets", () => {
  const secrets = ["sip-secret", "login-secret", "login-name"];

  async function withSecrets(method: "GET" | "POST"): Promise<{ pbx: Simulator; request: RecordedRequest }> {
    const pbx = await startPbx({ login: { username: "login-name", password: "login-secret" } });
    const credentials = { Username: "login-name", Password: "login-secret" };
    const ConfigXML = configXml({ Password: "sip-secret" });
    const reply = await send(
      pbx,
      { command: "AddConfig", ExtensionType: "SIP", ConfigXML, ...credentials },
      { method },
    );
    expect(reply.code).toBe(200);
    const [request] = pbx.requests;
    if (request === undefined) {
      throw new Error("nothing was recorded");
    }
    expect(request.parameters.Password).toBe("login-secret");
    return { pbx, request };
  }

  it.each(["GET", "POST"] as const)("of a %s do not show when a request is printed in any way", async (method) => {
    const { pbx, request } = await withSecrets(method);
    const printed = [
      inspect(request, { depth: null, showHidden: true, getters: true }),
      inspect(pbx.requests, { depth: null }),
      inspect({ a: [request] }, { depth: null }),
      JSON.stringify(pbx.requests),
      String(request),
      JSON.stringify({ ...request }),
      describeRequest(request),
      pbx.commands().join("\n"),
      inspect(pbx, { depth: null, showHidden: true }),
      JSON.stringify(pbx),
    ];
    for (const text of printed) {
      for (const secret of secrets) {
        expect(text).not.toContain(secret);
      }
    }
    expect(printed[0]).toContain("AddConfig");
    expect(printed[3]).toContain(`"command":"AddConfig","extensionId":"100","code":200`);
  });

  it("are in the URL of a GET, so that a test can see it, and not in that of a POST", async () => {
    expect((await withSecrets("GET")).request.url).toContain("login-secret");
    expect((await withSecrets("POST")).request.url).toBe("/");
  });
});

describe("a request as a line for people", () => {
  it("has number, time, command, extension, outcome and length", async () => {
    const pbx = await startPbx({ faults: ["status-503@ListExtensions", "hang-after@GetConfig"] });
    await addConfig(pbx, configXml());
    await listExtensions(pbx);
    const given = new AbortController();
    const hanging = sendRaw(pbx, { path: "/?command=GetConfig&ExtensionId=100", signal: given.signal });
    while (pbx.requests.length < 3) {
      await new Promise(setImmediate);
    }
    given.abort();
    await expect(hanging).rejects.toThrow();
    await pbx.stop();
    const number = String.raw`#\d  \d\d:\d\d:\d\d\.\d{3}`;
    const [add, list, get] = pbx.requests.map(describeRequest);
    expect(add).toMatch(new RegExp(`^${number}  AddConfig  100  200  \\d+ ms$`));
    expect(list).toMatch(
      new RegExp(`^${number}  ListExtensions  HTTP 503  fault status-503@ListExtensions, not executed  \\d+ ms$`),
    );
    expect(get).toMatch(
      new RegExp(`^${number}  GetConfig  100  no code  fault hang-after@GetConfig, executed  \\d+ ms$`),
    );
  });

  it("shows nothing that a terminal would obey, and no command that may be anything", async () => {
    const pbx = await startPbx();
    await send(pbx, { command: "\u001b[2J secret", ExtensionId: `\u001b[31m1\r\n\u202e${"x".repeat(100)}` });
    const line = describeRequest(pbx.requests[0] as RecordedRequest);
    expect(line).toContain(`(unknown command)  \\u001B[31m1\\u000D\\u000A\\u202E${"x".repeat(55)}…  301`);
    expect(line).not.toContain("secret");
  });
});
