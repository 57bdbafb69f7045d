import type { ClientSettings } from "../../../../provider/api";
import {
  BadReply,
  ConfigAlreadyExists,
  ConfigNotFound,
  ConfigXml,
  ConnectionLost,
  LoginRefused,
  OzekiClient,
  Semaphore,
  Transport,
  WriteRefused,
} from "../../../../provider/api";
import { Simulator } from "../../../../simulator";
import { clientSettings } from "../../../support/clientSettings";
import { HttpServer } from "../../../support/httpServer";
import { stopAfterTest } from "../../../support/onTestFinished";
import { getConfigReply, okReply, ordinaryReply } from "../../../support/replies";
import { rejectionOf } from "../../../support/thrownErrors";
import { tlsFile } from "../../../support/tlsFile";
import { VirtualClock } from "../../../support/virtualClock";

async function serving(answer: Parameters<typeof HttpServer.start>[0]): Promise<HttpServer> {
  return stopAfterTest(await HttpServer.start(answer));
}

function clientOf(server: { origin: string }, given: Partial<ClientSettings> = {}): OzekiClient {
  return stopAfterTest(new OzekiClient(clientSettings(server.origin, given)));
}

async function simulating(options?: Parameters<typeof Simulator.start>[0]): Promise<Simulator> {
  return stopAfterTest(await Simulator.start(options));
}

const fields = (body: string) => [...new URLSearchParams(body)];
const config = ConfigXml.create("SIPExtensionInfo", [
  ["Password", "a&b<c> +%26 Köln 😀\r\n"],
  ["ID", "0100"],
]);

describe("a request", () => {
  it("is a POST with a form in its body, and nothing in its URL", async () => {
    const server = await serving(getConfigReply("<Config><ID>0100</ID></Config>"));
    await clientOf(server).getConfig("0100");
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", url: "/", body: "command=GetConfig&ExtensionId=0100" });
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request?.headers["content-length"]).toBe("34");
    expect(request?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["AddConfig", "plain"],
    ["ModifyConfig", "plain"],
    ["AddConfig", "escaped"],
    ["ModifyConfig", "escaped"],
  ] as const)("carries %s's configuration as the setting says: %s", async (command, configXmlEncoding) => {
    const server = await serving(okReply);
    const client = clientOf(server, { configXmlEncoding });
    await (command === "AddConfig"
      ? client.addConfig("SIP", config, "0100")
      : client.modifyConfig("SIP", config, "0100"));
    const plain = config.toXml();
    const xml = configXmlEncoding === "plain" ? plain : plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    expect(fields(server.requests[0]?.body ?? "")).toEqual([
      ["command", command],
      ["ExtensionType", "SIP"],
      ["ConfigXML", xml],
    ]);
    expect(server.requests[0]?.url).toBe("/");
  });

  it.each([
    ["RemoveConfig", (client: OzekiClient) => client.removeConfig("00"), [["ExtensionId", "00"]], okReply],
    ["ListExtensions", (client: OzekiClient) => client.listExtensions(), [], okReply],
    ["ListExtensionTypes", (client: OzekiClient) => client.listExtensionTypes(), [], okReply],
    ["ListActiveCalls", (client: OzekiClient) => client.listActiveCalls(), [], okReply],
  ] as const)("%s carries what the documentation says", async (command, send, parameters, reply) => {
    const server = await serving(reply);
    await send(clientOf(server));
    expect(server.requests.map(({ body }) => fields(body))).toEqual([[["command", command], ...parameters]]);
  });

  it("carries the login where one is configured, beside the SIP password of the configuration", async () => {
    const server = await serving(okReply);
    await clientOf(server, { username: "ad min", password: "s&=é" }).addConfig("SIP", config, "0100");
    expect(fields(server.requests[0]?.body ?? "")).toEqual([
      ["command", "AddConfig"],
      ["Username", "ad min"],
      ["Password", "s&=é"],
      ["ExtensionType", "SIP"],
      ["ConfigXML", config.toXml()],
    ]);
  });

  it.each([{}, { username: "admin" }, { password: "secret" }])("carries no half of a login: %j", async (login) => {
    const server = await serving(okReply);
    await clientOf(server, login).listExtensions();
    expect(server.requests[0]?.body).toBe("command=ListExtensions");
  });

  it.each([
    [1, 1],
    // The library hands an answer over a moment before its connection counts as free.
    [8, 2],
  ])("goes over a connection that is kept alive, where %i may be open", async (maxConcurrency, wanted) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", "<Extensions />"));
    const client = clientOf(server, { maxConcurrency });
    for (let sent = 0; sent < 20; sent++) {
      await client.listExtensions();
    }
    expect(server.requests).toHaveLength(20);
    expect(server.connections).toBeLessThanOrEqual(wanted);
  });

  it("uses a new connection where the PBX ends it after every answer", async () => {
    const server = await serving((_request, response) => response.setHeader("Connection", "close").end(okReply));
    const client = clientOf(server);
    await client.listExtensions();
    await client.listExtensions();
    expect(server.connections).toBe(2);
  });
});

describe("how many requests a PBX gets at once", () => {
  it.each([1, 3, 8])("is the limit that is set: %i", async (maxConcurrency) => {
    let underWay = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const server = await serving(async (_request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      // Answered in bunches: were there more at once, the next would come before the first is answered.
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        setTimeout(() => waiting.splice(0).forEach((answer) => void answer()), 20);
      });
      underWay -= 1;
      response.end(okReply);
    });
    const client = clientOf(server, { maxConcurrency });
    await Promise.all(Array.from({ length: 24 }, () => client.listExtensions()));
    expect(server.requests).toHaveLength(24);
    expect(most).toBe(maxConcurrency);
    expect(server.connections).toBe(maxConcurrency);
  });

  it("is shared by clients of different logins that share a transport", async () => {
    const simulator = await simulating({ latency: 10 });
    const settings = clientSettings(simulator.origin, { maxConcurrency: 2 });
    const transport = stopAfterTest(new Transport(settings));
    const clients = ["one", "two"].map(
      (username) => new OzekiClient({ ...settings, username, password: "p" }, transport),
    );
    await Promise.all(clients.flatMap((client) => Array.from({ length: 6 }, () => client.listExtensions())));
    expect(simulator.mostConcurrent).toBe(2);
    expect(new Set(simulator.requests.map(({ parameters }) => parameters.Username))).toEqual(new Set(["one", "two"]));
  });

  it("is shared by transports that share a gate: another file of an authority is another transport", async () => {
    const simulator = await simulating({ latency: 10 });
    const settings = clientSettings(simulator.origin, { maxConcurrency: 2 });
    const gate = new Semaphore(2);
    const clients = [settings, { ...settings, caFile: tlsFile("authority.pem") }].map((one) => {
      const transport = stopAfterTest(new Transport(one, gate));
      return new OzekiClient(one, transport);
    });
    await Promise.all(clients.flatMap((client) => Array.from({ length: 6 }, () => client.listExtensions())));
    expect(simulator.mostConcurrent).toBe(2);
    expect(simulator.requests).toHaveLength(12);
  });

  it("holds for those that come after one that was given up while it waited", async () => {
    const simulator = await simulating({ latency: 10 });
    const client = clientOf(simulator, { maxConcurrency: 1 });
    const first = client.listExtensions();
    const reason = new Error("given up");
    const giving = new AbortController();
    const second = rejectionOf(client.getConfig("2", { signal: giving.signal }));
    const third = client.listExtensions();
    giving.abort(reason);
    expect(await second).toBe(reason);
    await Promise.all([first, third, client.listExtensions()]);
    expect(simulator.commands()).toEqual(["ListExtensions 200", "ListExtensions 200", "ListExtensions 200"]);
    expect(simulator.mostConcurrent).toBe(1);
  });

  it("leaves the others waiting in their order", async () => {
    const simulator = await simulating({ latency: 2 });
    const client = clientOf(simulator, { maxConcurrency: 1 });
    const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
    await Promise.all(ids.map((id) => rejectionOf(client.getConfig(id))));
    expect(simulator.requests.map(({ extensionId }) => extensionId)).toEqual(ids);
  });
});

describe("GetConfig", () => {
  it("reads what the PBX holds", async () => {
    const simulator = await simulating({ extensions: [{ ID: "0100", Password: "p&<", Codec: "PCMA" }] });
    const read = await clientOf(simulator).getConfig("0100");
    expect([read.knownType, read.text("ID"), read.text("Password"), read.text("Codec"), read.text("Username")]).toEqual(
      ["SIPExtensionInfo", "0100", "p&<", "PCMA", undefined],
    );
  });

  it("is refused where there is no such extension", async () => {
    const failure = await rejectionOf(clientOf(await simulating()).getConfig("0100"));
    expect(failure).toBeInstanceOf(ConfigNotFound);
    expect(failure).toMatchObject({ subject: { command: "GetConfig", extensionId: "0100" } });
  });

  it.each([
    ["100", "of another ID that counts as the same number"],
    ["0100 ", "of an ID with a space"],
    ["", "without an ID"],
  ])("does not take an extension for another: %j, %s", async (id) => {
    const server = await serving(getConfigReply(`<Config><ID>${id}</ID></Config>`));
    const failure = await rejectionOf(clientOf(server).getConfig("0100"));
    expect(failure).toBeInstanceOf(BadReply);
    expect((failure as Error).message).toBe(
      `GetConfig of extension 0100 on ${server.origin} failed: this is not a reply of the Ozeki HTTP API: ` +
        "it is about another extension than the requested one.",
    );
  });

  it.each([
    ["no", ""],
    ["no", "<a><Config><ID>0100</ID></Config></a>"],
    ["more than one", "<Config><ID>0100</ID></Config><Config><ID>0100</ID></Config>"],
  ])("takes no reply with %s configuration for one: %s", async (number, payload) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", payload));
    const failure = await rejectionOf(clientOf(server).getConfig("0100"));
    expect((failure as Error).message).toContain(`it has ${number} Config in its Response`);
  });
});

describe("AddConfig, ModifyConfig and RemoveConfig", () => {
  it.each(["plain", "escaped"] as const)("change what the PBX holds, in the encoding %s", async (configXmlEncoding) => {
    const simulator = await simulating({ switches: { configXmlEncoding } });
    const client = clientOf(simulator, { configXmlEncoding });
    const wanted = ConfigXml.create("SIPExtensionInfo", [
      ["AuthorizationName", "0100"],
      ["Password", "a&lt;b&c;<]]> +%26 Köln 😀 \r\n\t\"'"],
      ["Username", "0100"],
      ["Enabled", "true"],
      ["ID", "0100"],
      ["UserID", "reception"],
    ]);
    await client.addConfig("SIP", wanted, "0100");
    expect(simulator.extensions.text("0100", "Password")).toBe(wanted.text("Password"));
    await expect(client.addConfig("SIP", wanted, "0100")).rejects.toBeInstanceOf(ConfigAlreadyExists);

    await client.modifyConfig("SIP", wanted.with("Enabled", "false"), "0100");
    expect(simulator.extensions.text("0100", "Enabled")).toBe("false");
    expect((await client.getConfig("0100")).text("Password")).toBe(wanted.text("Password"));

    await client.removeConfig("0100");
    expect(simulator.extensions.size).toBe(0);
    await expect(client.removeConfig("0100")).rejects.toBeInstanceOf(ConfigNotFound);
    expect(simulator.commands()).toEqual([
      "AddConfig 0100 200",
      "AddConfig 0100 703",
      "ModifyConfig 0100 200",
      "GetConfig 0100 200",
      "RemoveConfig 0100 200",
      "RemoveConfig 0100 701",
    ]);
  });

  it("are refused on a read-only connection, and nothing is sent; everything else is", async () => {
    const simulator = await simulating({ extensions: [{ ID: "0100" }] });
    const client = clientOf(simulator, { readOnly: true });
    const wanted = ConfigXml.create("SIPExtensionInfo", [["ID", "0100"]]);
    for (const write of [
      () => client.addConfig("SIP", wanted, "0100"),
      () => client.modifyConfig("SIP", wanted, "0100"),
      () => client.removeConfig("0100"),
    ]) {
      const failure = await rejectionOf(client.run("AddConfig", write));
      expect(failure).toBeInstanceOf(WriteRefused);
      expect(failure).toMatchObject({ sent: "no", attempts: 1 });
    }
    expect(simulator.requests).toEqual([]);
    await client.getConfig("0100");
    await client.listExtensions();
    await client.listExtensionTypes();
    await client.listActiveCalls();
    expect(simulator.writes).toEqual([]);
    expect(simulator.requests).toHaveLength(4);
  });

  it("log in where the PBX asks for it", async () => {
    const simulator = await simulating({ login: { username: "admin", password: "s&e" } });
    await expect(clientOf(simulator).listExtensions()).rejects.toMatchObject({ code: 304 });
    const wrong = await rejectionOf(clientOf(simulator, { username: "admin", password: "other" }).listExtensions());
    expect(wrong).toBeInstanceOf(LoginRefused);
    expect(wrong).toMatchObject({ code: 305 });
    expect(await clientOf(simulator, { username: "admin", password: "s&e" }).listExtensions()).toEqual([]);
  });
});

describe("ListExtensions", () => {
  it("lists all extensions of all types in the PBX's order, with IDs as strings", async () => {
    const simulator = await simulating({ extensions: [{ ID: "0200" }, { ID: "0100" }, { ID: "1e3" }] });
    expect(await clientOf(simulator).listExtensions()).toEqual([
      { id: "0200", type: "SIP" },
      { id: "0100", type: "SIP" },
      { id: "1e3", type: "SIP" },
    ]);
  });

  it.each([
    ["<Extensions />", []],
    ["", []],
    [
      "<Extensions><ExtensionSummary><Type>SIP</Type><Id>1</Id><State>on</State></ExtensionSummary></Extensions>",
      [{ id: "1", type: "SIP" }],
    ],
    ["<Extensions><ExtensionSummary><Id>1</Id></ExtensionSummary></Extensions>", [{ id: "1", type: "" }]],
    [
      "<Extensions><Count>1</Count><ExtensionSummary><Id>1</Id></ExtensionSummary></Extensions>",
      [{ id: "1", type: "" }],
    ],
  ])("understands %j", async (payload, wanted) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", payload));
    expect(await clientOf(server).listExtensions()).toEqual(wanted);
  });

  it.each([
    [
      "<Extensions><ExtensionSummary><Type>SIP</Type></ExtensionSummary></Extensions>",
      "it has no Id in its ExtensionSummary",
    ],
    [
      "<Extensions><ExtensionSummary><Id>1</Id><Id>2</Id></ExtensionSummary></Extensions>",
      "it has more than one Id in its ExtensionSummary",
    ],
    ["<Extensions /><Extensions />", "it has more than one Extensions in its Response"],
    ["<Other />", "it has no Extensions in its Response"],
    [
      "<Extensions><Other><Id>1</Id></Other></Extensions>",
      "its Extensions has elements, and none of them is ExtensionSummary",
    ],
  ])("refuses %j", async (payload, why) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", payload));
    const failure = await rejectionOf(clientOf(server).listExtensions());
    expect(failure).toBeInstanceOf(BadReply);
    expect((failure as Error).message).toContain(why);
  });
});

describe("ListExtensionTypes", () => {
  it.each([
    ["<ExtensionTypes><string>SIP</string><string> API </string></ExtensionTypes>", ["SIP", "API"]],
    ["<ExtensionTypes><ExtensionType>SIP</ExtensionType></ExtensionTypes>", ["SIP"]],
    ["<Types><Type><Name>SIP</Name></Type></Types>", ["SIP"]],
    ["<ExtensionTypes />", []],
    ["", []],
  ])("finds the names of the types in any form of the answer: %j", async (payload, wanted) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", payload));
    expect(await clientOf(server).listExtensionTypes()).toEqual(wanted);
  });
});

describe("ListActiveCalls", () => {
  const names = [
    "CallState",
    "CallId",
    "Source",
    "CallerId",
    "Destination",
    "StartTime",
    "RingDuration",
    "TalkDuration",
  ];
  const property = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

  it("lists the calls as the PBX writes them", async () => {
    const call = Object.fromEntries(names.map((name) => [name, ` ${name} of a call `]));
    const simulator = await simulating({ callsInProgress: [{ CallId: "1", ...call }, { CallId: "2" }] });
    const [first, second, ...others] = await clientOf(simulator).listActiveCalls();
    expect(first).toEqual(Object.fromEntries(names.map((name) => [property(name), ` ${name} of a call `])));
    expect(second).toEqual({ ...Object.fromEntries(names.map((name) => [property(name), ""])), callId: "2" });
    expect(others).toEqual([]);
  });

  it.each([
    ["<ActiveCalls />", []],
    ["", []],
    ["<ActiveCalls><CallInfo /></ActiveCalls>", [Object.fromEntries(names.map((name) => [property(name), ""]))]],
  ])("understands %j", async (payload, wanted) => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", payload));
    expect(await clientOf(server).listActiveCalls()).toEqual(wanted);
  });

  it("refuses a payload that is not a list of calls", async () => {
    const server = await serving(ordinaryReply(200, "Command successfully executed", "<Extensions />"));
    const failure = await rejectionOf(clientOf(server).listActiveCalls());
    expect((failure as Error).message).toContain("it has no ActiveCalls in its Response");
  });
});

describe("the options of a request", () => {
  it("give it up by a signal", async () => {
    const simulator = await simulating();
    const reason = new Error("given up");
    const options = { signal: AbortSignal.abort(reason) };
    const client = clientOf(simulator);
    const requests = [
      client.getConfig("1", options),
      client.addConfig("SIP", config, "1", options),
      client.modifyConfig("SIP", config, "1", options),
      client.removeConfig("1", options),
      client.listExtensions(options),
      client.listExtensionTypes(options),
      client.listActiveCalls(options),
    ];
    expect(await Promise.all(requests.map(rejectionOf))).toEqual(requests.map(() => reason));
    expect(simulator.requests).toEqual([]);
  });

  it("say, when it leaves the queue, how long it may take; without them that is the setting", async () => {
    const simulator = await simulating({ faults: ["hang#every"] });
    const onStart = jest.fn(() => 50);
    const failure = await rejectionOf(clientOf(simulator).listExtensions({ onStart }));
    expect(failure).toMatchObject({ name: "RequestTimedOut", seconds: 0.05 });
    expect(onStart).toHaveBeenCalledTimes(1);
    const other = await rejectionOf(clientOf(simulator, { requestTimeout: 0.07 }).listExtensions());
    expect(other).toMatchObject({ name: "RequestTimedOut", seconds: 0.07 });
  });
});

describe("an operation", () => {
  /** Runs an operation whose every attempt is lost after that many seconds. */
  async function attemptsOf(given: Partial<ClientSettings>, seconds: number): Promise<number> {
    const clock = new VirtualClock(() => 0);
    const settings = clientSettings("http://pbx:7780", given);
    const client = stopAfterTest(new OzekiClient(settings, new Transport(settings), clock));
    let attempts = 0;
    const outcome = client.run("GetConfig", async ({ options }) => {
      attempts += 1;
      options.onStart?.();
      clock.pass(seconds * 1000);
      throw new ConnectionLost({ command: "GetConfig", pbx: client.pbx }, "ECONNRESET");
    });
    const failure = await rejectionOf(outcome);
    expect(failure).toMatchObject({ attempts });
    return attempts;
  }

  it("is repeated as often as the setting says", async () => {
    expect(await attemptsOf({ maxRetries: 0 }, 0)).toBe(1);
    expect(await attemptsOf({ maxRetries: 7 }, 0)).toBe(8);
  });

  it("takes four times as long as one request may, at the most", async () => {
    expect(await attemptsOf({ maxRetries: 100, requestTimeout: 30 }, 30)).toBe(4);
    expect(await attemptsOf({ maxRetries: 100, requestTimeout: 60 }, 30)).toBe(8);
  });

  it("tells of each repetition, and may be given up", async () => {
    const simulator = await simulating({ faults: ["drop-before#1-2"] });
    const settings = clientSettings(simulator.origin, { maxRetries: 2 });
    const client = stopAfterTest(new OzekiClient(settings, new Transport(settings), new VirtualClock()));
    const onRetry = jest.fn();
    expect(await client.run("ListExtensions", ({ options }) => client.listExtensions(options), { onRetry })).toEqual(
      [],
    );
    expect(onRetry).toHaveBeenCalledTimes(2);
    const reason = new Error("given up");
    const signal = AbortSignal.abort(reason);
    const outcome = client.run("ListExtensions", ({ options }) => client.listExtensions(options), { signal });
    await expect(outcome).rejects.toBe(reason);
  });
});
