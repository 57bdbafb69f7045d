import "../../../support/errorsAcrossRealms";
import { checkConfiguration } from "../../../../provider/config/checkConfiguration";
import type { ConfigurationSource } from "../../../../provider/config/configuration";
import { connectionKeys, environmentName, keyNames } from "../../../../provider/config/configurationKeys";
import { Connections } from "../../../../provider/config/connections";
import { ConfigurationError } from "../../../../provider/config/errors";
import { Simulator } from "../../../../simulator";
import { stopAfterTest } from "../../../support/onTestFinished";
import { RawServer } from "../../../support/rawServer";
import { errorThrownBy } from "../../../support/thrownErrors";
import { tlsFile } from "../../../support/tlsFile";
import { unusedOrigin } from "../../../support/unusedOrigin";

type Config = Record<string, string>;

function source(config: Config, environment: Config = {}, keys?: readonly string[]): ConfigurationSource {
  return { get: (key) => config[key], environment, ...(keys !== undefined && { keys }) };
}

function connecting(config: Config, environment: Config = {}): Connections {
  return stopAfterTest(new Connections(source(config, environment, Object.keys(config))));
}

function messageOf(run: () => unknown): string {
  const failure = errorThrownBy(run);
  expect(failure).toBeInstanceOf(ConfigurationError);
  return (failure as Error).message;
}

const url = "http://pbx:7780";

const LOGIN = {
  stack: { "ozeki:username": "a", "ozeki:password": "p" },
  environment: { OZEKI_USERNAME: "a", OZEKI_PASSWORD: "p" },
};

describe("a login", () => {
  const other = "http://other:7780";
  it.each<[string, Config, Config, string | undefined]>([
    ["stack and address of the environment", LOGIN.stack, { OZEKI_URL: url }, "ozeki:username"],
    ["stack and its own address", { ...LOGIN.stack, "ozeki:url": url }, { OZEKI_URL: other }, undefined],
    ["environment and its own address", {}, { ...LOGIN.environment, OZEKI_URL: url }, undefined],
    ["environment and address of the stack", { "ozeki:url": url }, LOGIN.environment, "OZEKI_USERNAME"],
    [
      "environment, for another PBX than that of the stack",
      { "ozeki:url": url },
      { ...LOGIN.environment, OZEKI_URL: other },
      "OZEKI_USERNAME",
    ],
    [
      "environment, on another port",
      { "ozeki:url": url },
      { ...LOGIN.environment, OZEKI_URL: "http://pbx:7781" },
      "OZEKI_USERNAME",
    ],
    [
      "environment, with TLS",
      { "ozeki:url": url },
      { ...LOGIN.environment, OZEKI_URL: "https://pbx:7780" },
      "OZEKI_USERNAME",
    ],
    [
      "environment, for the PBX of the stack",
      { "ozeki:url": url },
      { ...LOGIN.environment, OZEKI_URL: "http://PBX:7780/" },
      undefined,
    ],
    ["both, one half in each", { "ozeki:url": url, "ozeki:username": "a" }, { OZEKI_PASSWORD: "p" }, "OZEKI_PASSWORD"],
    ["both, that of the stack counts", { ...LOGIN.stack, "ozeki:url": url }, LOGIN.environment, undefined],
  ])("goes only to the address that is set in the same place: %s", (_where, stack, environment, refused) => {
    const connections = connecting(stack, environment);
    const problems = checkConfiguration(source(stack, environment, Object.keys(stack))).map(({ reason }) => reason);
    if (refused === undefined) {
      expect(connections.settings()).toMatchObject({ username: "a", password: "p" });
      expect(problems).toEqual([]);
    } else {
      const message = messageOf(() => connections.client());
      expect(message).toContain(`${refused} is not sent to the address in `);
      expect(problems).toContain(message);
    }
  });

  it("says how to have it sent, or not", () => {
    expect(messageOf(() => connecting({ "ozeki:url": url }, LOGIN.environment).settings())).toBe(
      "OZEKI_USERNAME is not sent to the address in ozeki:url: OZEKI_URL does not name that PBX, so this login may be meant for another one. " +
        "Set OZEKI_URL to the same address, set the login of an office user with `pulumi config set ozeki:username NAME` and " +
        "`pulumi config set --secret ozeki:password`, or, where this PBX asks for no login, remove OZEKI_USERNAME and OZEKI_PASSWORD",
    );
  });
});

describe("the stack's own connection", () => {
  it("is read from the stack's configuration", () => {
    const config = {
      "ozeki:url": url,
      "ozeki:username": "admin",
      "ozeki:password": "secret",
      "ozeki:requestTimeout": "5",
      "ozeki:maxRetries": "1",
      "ozeki:maxConcurrency": "2",
      "ozeki:caFile": "ca.pem",
      "ozeki:configXmlEncoding": "escaped",
      "ozeki:onActiveCalls": "fail",
      "ozeki:readOnly": "true",
      "other:url": "http://other",
    };
    expect(connecting(config).settings()).toEqual({
      url,
      username: "admin",
      password: "secret",
      requestTimeout: 5,
      maxRetries: 1,
      maxConcurrency: 2,
      caFile: "ca.pem",
      configXmlEncoding: "escaped",
      onActiveCalls: "fail",
      readOnly: true,
    });
  });

  it("is read from the environment where the stack says nothing", () => {
    const values: Config = {
      url,
      username: "admin",
      password: "secret",
      configXmlEncoding: "escaped",
      caFile: "ca.pem",
      onActiveCalls: "wait",
      readOnly: "true",
    };
    const environment = connectionKeys.map((key) => [environmentName(key), values[key] ?? "7"] as const);
    expect(connecting({}, Object.fromEntries(environment)).settings()).toEqual({
      ...values,
      requestTimeout: 7,
      maxRetries: 7,
      maxConcurrency: 7,
      readOnly: true,
    });
  });

  it.each(connectionKeys)("takes the stack's %s before the environment's", (key) => {
    const values: Config = {
      url,
      username: "u",
      password: "p",
      configXmlEncoding: "escaped",
      caFile: "ca.pem",
      onActiveCalls: "wait",
      readOnly: "true",
    };
    const needed: Config = { "ozeki:url": url, "ozeki:username": "u", "ozeki:password": "p" };
    const stack = values[key] ?? "7";
    const other =
      { url: "http://other", configXmlEncoding: "plain", onActiveCalls: "fail", readOnly: "false" }[key as string] ??
      "8";
    const connections = connecting({ ...needed, [`ozeki:${key}`]: stack }, { [environmentName(key)]: other });
    expect(String(connections.settings()[key as "url"])).toBe(stack);
  });

  it("takes an empty variable of the environment for none, and an empty key of the stack for what it is", () => {
    expect(connecting({ "ozeki:url": url }, { OZEKI_MAX_RETRIES: "" }).settings().maxRetries).toBe(4);
    expect(messageOf(() => connecting({ "ozeki:url": "" }, { OZEKI_URL: url }).settings())).toContain(
      "ozeki:url is not set",
    );
  });

  it("names what is missing", () => {
    expect(messageOf(() => connecting({}).settings())).toBe(
      "ozeki:url is not set: run `pulumi config set ozeki:url http://HOST:7780`, or set OZEKI_URL",
    );
  });

  it("reports what is wrong each time, and works once read", () => {
    const connections = connecting({});
    expect(messageOf(() => connections.settings())).toBe(messageOf(() => connections.settings()));
    const good = connecting({ "ozeki:url": url });
    expect(good.settings()).toBe(good.settings());
  });
});

describe("a key that does not exist", () => {
  const list = `The keys are ${keyNames.map((key) => `ozeki:${key}`).join(", ")}.`;

  it.each([
    ["ozeki:URL", "Did you mean ozeki:url?"],
    ["ozeki:urll", "Did you mean ozeki:url?"],
    ["ozeki:user", "Did you mean ozeki:username?"],
    ["ozeki:requesttimeout", "Did you mean ozeki:requestTimeout?"],
    ["ozeki:max", list],
    ["ozeki:host", list],
    ["ozeki:", list],
  ])("is named, with the key that was meant: %s", (key, suggestion) => {
    const config = { "ozeki:url": url, [key]: "MARKED" };
    expect(messageOf(() => connecting(config).settings())).toBe(
      `Unknown configuration key ${key}. ${suggestion} Remove it with \`pulumi config rm ${key}\``,
    );
  });

  it("of another namespace is none of ours", () => {
    expect(connecting({ "ozeki:url": url, "aws:region": "x", "ozekiother:x": "y", url: "z" }).settings().url).toBe(url);
  });

  it("goes unnoticed where the keys cannot be listed", () => {
    const connections = new Connections(source({ "ozeki:url": url, "ozeki:user": "x" }));
    expect(connections.settings().url).toBe(url);
  });
});

describe("a named connection", () => {
  const branch = "http://branch:7780";
  const named = (entries: unknown, more: Config = {}) =>
    connecting({ "ozeki:connections": JSON.stringify(entries), ...more });

  it("is an entry of ozeki:connections, numbers and all", () => {
    const entry = {
      url: branch,
      username: "b",
      password: "s",
      requestTimeout: 5,
      maxRetries: "0",
      configXmlEncoding: "escaped",
    };
    expect(named({ branch: entry }).settings("branch")).toEqual({
      ...entry,
      maxRetries: 0,
      maxConcurrency: 8,
      onActiveCalls: "proceed",
      readOnly: false,
    });
  });

  it("may come from the environment", () => {
    const environment = { OZEKI_CONNECTIONS: JSON.stringify({ branch: { url: branch } }) };
    expect(connecting({}, environment).settings("branch").url).toBe(branch);
  });

  it("never gets the stack's address and login, which belong to another PBX", () => {
    const stack = { "ozeki:url": url, "ozeki:username": "admin", "ozeki:password": "secret" };
    expect(named({ branch: { url: branch } }, stack).settings("branch")).toEqual({
      url: branch,
      requestTimeout: 30,
      maxRetries: 4,
      maxConcurrency: 8,
      configXmlEncoding: "plain",
      onActiveCalls: "proceed",
      readOnly: false,
    });
    expect(messageOf(() => named({ branch: {} }, stack).settings("branch"))).toBe(
      "ozeki:connections.branch.url is not set: run `pulumi config set --path ozeki:connections.branch.url http://HOST:7780`",
    );
    expect(messageOf(() => named({ branch: { url: branch, username: "b" } }, stack).settings("branch"))).toBe(
      "ozeki:connections.branch.password is missing: run `pulumi config set --secret --path ozeki:connections.branch.password`, or remove ozeki:connections.branch.username",
    );
  });

  it("never gets the environment's address and login either", () => {
    const environment = { OZEKI_URL: url, OZEKI_USERNAME: "admin", OZEKI_PASSWORD: "secret" };
    const connections = connecting({ "ozeki:connections": JSON.stringify({ branch: { url: branch } }) }, environment);
    expect(Object.keys(connections.settings("branch"))).not.toContain("username");
    expect(Object.keys(connections.settings("branch"))).not.toContain("password");
  });

  it("shares what tunes all connections, unless it has its own", () => {
    const tuning = { "ozeki:requestTimeout": "5", "ozeki:maxRetries": "1", "ozeki:caFile": "ca.pem" };
    expect(named({ branch: { url: branch, maxRetries: 9 } }, tuning).settings("branch")).toMatchObject({
      requestTimeout: 5,
      maxRetries: 9,
      caFile: "ca.pem",
    });
  });

  it("needs no connection of the stack's own", () => {
    const connections = named({ branch: { url: branch } });
    expect(connections.settings("branch").url).toBe(branch);
    expect(messageOf(() => connections.settings())).toContain("ozeki:url is not set");
  });

  const add = (name: string) =>
    `To add it, run \`pulumi config set --path ozeki:connections.${name}.url http://HOST:7780\``;
  it.each([
    [
      "Branch",
      { branch: {}, north: {} },
      `has no entry "Branch", which \`connection\` names. Did you mean branch? ${add("Branch")}`,
    ],
    [
      "nroth",
      { branch: {}, north: {} },
      `has no entry "nroth", which \`connection\` names. Did you mean north? ${add("nroth")}`,
    ],
    [
      "other",
      { branch: {}, north: {} },
      `has no entry "other", which \`connection\` names. It has branch, north. ${add("other")}`,
    ],
    ["branch", {}, `has no entry "branch", which \`connection\` names. It has none yet. ${add("branch")}`],
    [
      "constructor",
      {},
      `has no entry "constructor", which \`connection\` names. It has none yet. ${add("constructor")}`,
    ],
    ["__proto__", {}, `has no entry "__proto__", which \`connection\` names. It has none yet. ${add("__proto__")}`],
  ])("%s is named where there is no such entry", (name, entries, message) => {
    expect(messageOf(() => named(entries).settings(name))).toBe(`ozeki:connections ${message}`);
  });

  it("is missed where there are no connections at all", () => {
    expect(messageOf(() => connecting({ "ozeki:url": url }).settings("branch"))).toContain("It has none yet.");
  });

  it.each<[string, Config, string]>([
    ["no connection", {}, "It has none yet."],
    ["another connection", { OZEKI_CONNECTIONS: JSON.stringify({ north: { url: branch } }) }, "It has north."],
  ])("is to be added to an environment that has the address and %s", (_, more, choice) => {
    expect(messageOf(() => connecting({}, { OZEKI_URL: url, ...more }).settings("branch"))).toBe(
      `OZEKI_CONNECTIONS has no entry "branch", which \`connection\` names. ${choice} ` +
        'To add it, set OZEKI_CONNECTIONS to a JSON object such as {"branch":{"url":"http://HOST:7780"}}',
    );
  });

  const noObject =
    "ozeki:connections must be an object that maps names to connections: run " +
    "`pulumi config set --path ozeki:connections.NAME.url http://HOST:7780`";
  it.each(["", "MARKED", '{"branch":{"password":"MARKED"}', "[]", '"MARKED"', "7", "null"])(
    "is not read from what is not an object, and none of it is repeated: %j",
    (text) => {
      const failure = errorThrownBy(() => connecting({ "ozeki:connections": text }).settings("branch"));
      expect(failure).toMatchObject({ message: noObject });
      expect((failure as Error).cause).toBeUndefined();
    },
  );

  const keys =
    "url, username, password, requestTimeout, maxRetries, maxConcurrency, caFile, configXmlEncoding, onActiveCalls, readOnly";
  it.each([
    [branch, `ozeki:connections.branch must be an object with the keys ${keys}`],
    [null, `ozeki:connections.branch must be an object with the keys ${keys}`],
    [[branch], `ozeki:connections.branch must be an object with the keys ${keys}`],
    [{ url: branch, pasword: "MARKED" }, "Unknown key ozeki:connections.branch.pasword. Did you mean password?"],
    [{ url: branch, connections: {} }, `Unknown key ozeki:connections.branch.connections. The keys are ${keys}.`],
    [
      { url: branch, password: ["MARKED"] },
      "ozeki:connections.branch.password must be a string, a number or a boolean",
    ],
    [{ url: branch, maxRetries: null }, "ozeki:connections.branch.maxRetries must be a string, a number or a boolean"],
    [{ url: branch, maxRetries: true }, "ozeki:connections.branch.maxRetries must be a whole number from 0 to 100"],
  ])("is refused where it is %j", (entry, message) => {
    expect(messageOf(() => named({ branch: entry }).settings("branch"))).toBe(message);
  });

  it("is read although another one is malformed", () => {
    expect(named({ branch: { url: branch }, north: 7 }).settings("branch").url).toBe(branch);
  });
});

describe("where a setting comes from", () => {
  const named = JSON.stringify({ branch: { url: "http://branch:7780", maxRetries: 1 } });
  type Row = readonly [what: string, source: ConfigurationSource, name: string | undefined, sources: object];

  it.each<Row>([
    [
      "the stack",
      source({ "ozeki:url": url }),
      undefined,
      {
        url: { place: "configuration", name: "ozeki:url", isSet: true },
        username: { place: "configuration", name: "ozeki:username", isSet: false },
        caFile: { place: "configuration", name: "ozeki:caFile", isSet: false },
      },
    ],
    [
      "the environment: what is not set yet belongs there, too",
      source({}, { OZEKI_URL: url, OZEKI_CA_FILE: "ca.pem" }),
      undefined,
      {
        url: { place: "environment", name: "OZEKI_URL", isSet: true },
        password: { place: "environment", name: "OZEKI_PASSWORD", isSet: false },
        caFile: { place: "environment", name: "OZEKI_CA_FILE", isSet: true },
      },
    ],
    [
      "the stack and the environment",
      source({ "ozeki:url": url }, { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "p" }),
      undefined,
      {
        url: { place: "configuration", name: "ozeki:url", isSet: true },
        username: { place: "environment", name: "OZEKI_USERNAME", isSet: true },
        configXmlEncoding: { place: "configuration", name: "ozeki:configXmlEncoding", isSet: false },
      },
    ],
    [
      "the options of a command line, which has none for some settings",
      { ...source({ "ozeki:url": "http://stack:7780" }), options: { url }, place: "command line" },
      undefined,
      {
        url: { place: "command line", name: "--url", isSet: true },
        username: { place: "command line", name: "--username", isSet: false },
        password: { place: "environment", name: "OZEKI_PASSWORD", isSet: false },
        caFile: { place: "command line", name: "--ca-file", isSet: false },
      },
    ],
    [
      "an entry of ozeki:connections and what it shares with the stack",
      source({ "ozeki:connections": named, "ozeki:requestTimeout": "5", "ozeki:username": "api" }),
      "branch",
      {
        url: { place: "configuration", name: "ozeki:connections.branch.url", isSet: true },
        username: { place: "configuration", name: "ozeki:connections.branch.username", isSet: false },
        maxRetries: { place: "configuration", name: "ozeki:connections.branch.maxRetries", isSet: true },
        requestTimeout: { place: "configuration", name: "ozeki:requestTimeout", isSet: true },
      },
    ],
    [
      "an entry of OZEKI_CONNECTIONS",
      source({}, { OZEKI_CONNECTIONS: named }),
      "branch",
      {
        url: { place: "environment", name: "OZEKI_CONNECTIONS.branch.url", isSet: true },
        username: { place: "environment", name: "OZEKI_CONNECTIONS.branch.username", isSet: false },
      },
    ],
  ])("is known: %s", (_what, given, name, sources) => {
    expect(new Connections(given).sources(name)).toMatchObject(sources);
  });

  it.each<[string, ConfigurationSource, string | undefined, string]>([
    [
      "the environment",
      source({ "ozeki:url": url }, { OZEKI_MAX_RETRIES: "x" }),
      undefined,
      "OZEKI_MAX_RETRIES must be a whole number from 0 to 100",
    ],
    [
      "what a named connection shares",
      source({ "ozeki:connections": named, "ozeki:requestTimeout": "x" }),
      "branch",
      "ozeki:requestTimeout must be a number greater than 0, up to 3600",
    ],
    [
      "an option",
      { ...source({}), options: { url: "pbx" } },
      undefined,
      "--url is not the address of a PBX: write it like http://HOST:7780",
    ],
    [
      "no option, although the command line needs one",
      { ...source({}), place: "command line" },
      undefined,
      "no PBX address. Use --url, OZEKI_URL or --stack",
    ],
  ])("is named where its value is wrong: %s", (_what, given, name, message) => {
    expect(messageOf(() => new Connections(given).settings(name))).toBe(message);
  });
});

describe("the clients", () => {
  it("are one for each connection", () => {
    const entries = { branch: { url }, same: { url: `${url}/` } };
    const connections = connecting({ "ozeki:url": url, "ozeki:connections": JSON.stringify(entries) });
    expect(connections.client()).toBe(connections.client());
    expect(connections.client("branch")).toBe(connections.client("branch"));
    expect(connections.client("same").pbx).toBe(url);
  });

  it("name the configuration's entry of the address where it is a named one", async () => {
    const address = await unusedOrigin();
    const connections = connecting({
      "ozeki:url": address,
      "ozeki:connections": JSON.stringify({ branch: { url: address } }),
    });
    const reason = "failed: cannot connect to the PBX (ECONNREFUSED: nothing listens at this address and port).";
    await expect(connections.client("branch").listExtensions()).rejects.toMatchObject({
      message: `ListExtensions on ${address} (ozeki:connections.branch.url) ${reason}`,
      subject: { configuredAs: "ozeki:connections.branch.url" },
    });
    await expect(connections.client().listExtensions()).rejects.toMatchObject({
      message: `ListExtensions on ${address} ${reason}`,
    });
  });

  it("of two logins on one PBX share its limit on concurrency", async () => {
    const simulator = stopAfterTest(await Simulator.start({ latency: 10 }));
    const entry = (username: string) => ({ url: simulator.origin, username, password: "p" });
    const connections = connecting({
      "ozeki:maxConcurrency": "2",
      "ozeki:connections": JSON.stringify({ one: entry("one"), two: entry("two") }),
    });
    const requests = ["one", "two"].flatMap((name) =>
      Array.from({ length: 6 }, () => connections.client(name).listExtensions()),
    );
    await Promise.all(requests);
    expect(simulator.mostConcurrent).toBe(2);
    expect(new Set(simulator.requests.map(({ parameters }) => parameters.Username))).toEqual(new Set(["one", "two"]));
  });

  it.each([
    ["a smaller one at the second connection", { one: {}, two: { maxConcurrency: 2 } }, 2],
    ["a larger one at the first connection", { one: { maxConcurrency: 64 }, two: {} }, 3],
    ["another file of an authority", { one: {}, two: { caFile: tlsFile("authority.pem"), maxConcurrency: 2 } }, 2],
    ["a smaller one of an unused connection", { one: {}, two: {}, three: { maxConcurrency: 1 } }, 1],
    ["entries that are malformed", { one: {}, two: {}, three: 7, four: { url: "nowhere", maxConcurrency: 1 } }, 3],
  ])("that point to one PBX share the smallest limit of them all: %s", async (_, entries, limit) => {
    const simulator = stopAfterTest(await Simulator.start({ latency: 10 }));
    const complete = Object.entries(entries).map(([name, entry]) => [
      name,
      typeof entry === "number" ? entry : { url: simulator.origin, username: name, password: "p", ...entry },
    ]);
    const connections = connecting({
      "ozeki:maxConcurrency": "3",
      "ozeki:connections": JSON.stringify(Object.fromEntries(complete)),
    });
    await Promise.all(
      ["one", "two"].flatMap((name) => Array.from({ length: 6 }, () => connections.client(name).listExtensions())),
    );
    expect(simulator.mostConcurrent).toBe(limit);
  });

  it("wait each as long for a connection as its own requestTimeout says", async () => {
    const silent = stopAfterTest(await RawServer.start(() => undefined));
    const address = silent.origin.replace("http:", "https:");
    const connections = connecting({
      "ozeki:maxRetries": "0",
      "ozeki:connections": JSON.stringify({
        patient: { url: address, requestTimeout: 0.6 },
        hasty: { url: address, requestTimeout: 0.1 },
      }),
    });
    const ended: string[] = [];
    await Promise.all(
      ["patient", "hasty"].map(async (name) => {
        await expect(connections.client(name).listExtensions()).rejects.toMatchObject({ name: "Unreachable" });
        ended.push(name);
      }),
    );
    expect(ended).toEqual(["hasty", "patient"]);
  });

  it("of two PBXs do not wait for each other, and none gets the login of the other", async () => {
    const [one, two] = [stopAfterTest(await Simulator.start()), stopAfterTest(await Simulator.start())];
    const connections = connecting({
      "ozeki:url": one.origin,
      "ozeki:username": "admin",
      "ozeki:password": "secret",
      "ozeki:connections": JSON.stringify({ two: { url: two.origin } }),
    });
    await Promise.all([connections.client().listExtensions(), connections.client("two").listExtensions()]);
    expect(one.requests.map(({ parameters }) => parameters)).toEqual([
      { command: "ListExtensions", Username: "admin", Password: "secret" },
    ]);
    expect(two.requests.map(({ parameters }) => parameters)).toEqual([{ command: "ListExtensions" }]);
  });

  it("end with their connections", async () => {
    const simulator = stopAfterTest(await Simulator.start());
    const connections = connecting({ "ozeki:url": simulator.origin });
    const client = connections.client();
    await client.listExtensions();
    await connections.close();
    await expect(client.listExtensions()).rejects.toBeInstanceOf(Error);
    expect(simulator.requests).toHaveLength(1);
    await connections.client().listExtensions();
    expect(simulator.requests).toHaveLength(2);
  });

  it("are not made where the file of the authority cannot be read, and the settings are all the same", () => {
    const caFile = tlsFile("missing.pem");
    const connections = connecting({ "ozeki:url": "https://pbx", "ozeki:caFile": caFile });
    expect(connections.settings().caFile).toBe(caFile);
    expect(messageOf(() => connections.client())).toBe(
      `The file with the certificate authority, ${caFile}, cannot be used (ENOENT). Nothing was sent. ` +
        "Correct ozeki:caFile: an absolute path is safest",
    );
  });

  it("are not made where a named connection's file cannot be read, and its own key is named", () => {
    const caFile = tlsFile("missing.pem");
    const messageWith = (entry: object, more: Config = {}) =>
      messageOf(() => connecting({ "ozeki:connections": JSON.stringify({ branch: entry }), ...more }).client("branch"));
    expect(messageWith({ url: "https://pbx", caFile })).toContain("Correct ozeki:connections.branch.caFile:");
    expect(messageWith({ url: "https://pbx" }, { "ozeki:caFile": caFile })).toContain("Correct ozeki:caFile:");
  });

  it("are made with the file of an authority", () => {
    const connections = connecting({ "ozeki:url": "https://pbx", "ozeki:caFile": tlsFile("authority.pem") });
    expect(connections.client().pbx).toBe("https://pbx");
  });
});
