import fc from "fast-check";
import type { ConnectionKey } from "../../../../provider/config/configurationKeys";
import { ConfigurationError, configurationKeys, connectionKeys } from "../../../../provider/config/configurationKeys";
import type { Texts } from "../../../../provider/config/readSettings";
import { readSettings } from "../../../../provider/config/readSettings";
import { errorThrownBy } from "../../../support/thrownErrors";

const url = "http://pbx:7780";
const defaults = {
  url,
  requestTimeout: 30,
  maxRetries: 4,
  maxConcurrency: 8,
  configXmlEncoding: "plain",
  onActiveCalls: "proceed",
};
const nameOf = (key: ConnectionKey) => `ozeki:${key}`;
const read = (texts: Texts) => readSettings({ url, ...texts }, nameOf);
const messageOf = (texts: Texts, naming = nameOf) => {
  const failure = errorThrownBy(() => readSettings(texts, naming));
  expect(failure).toBeInstanceOf(ConfigurationError);
  return (failure as Error).message;
};

describe("the keys of the configuration", () => {
  it("are these, with these names in the environment, and one of them is a secret", () => {
    expect(configurationKeys.map(({ key, environment, secret }) => [key, environment, secret])).toEqual([
      ["url", "OZEKI_URL", false],
      ["username", "OZEKI_USERNAME", false],
      ["password", "OZEKI_PASSWORD", true],
      ["requestTimeout", "OZEKI_REQUEST_TIMEOUT", false],
      ["maxRetries", "OZEKI_MAX_RETRIES", false],
      ["maxConcurrency", "OZEKI_MAX_CONCURRENCY", false],
      ["caFile", "OZEKI_CA_FILE", false],
      ["configXmlEncoding", "OZEKI_CONFIG_XML_ENCODING", false],
      ["onActiveCalls", "OZEKI_ON_ACTIVE_CALLS", false],
      ["connections", "OZEKI_CONNECTIONS", false],
    ]);
    expect(connectionKeys).toEqual(configurationKeys.map(({ key }) => key).filter((key) => key !== "connections"));
  });

  it("have the defaults that they say", () => {
    const told = configurationKeys.flatMap((key) => ("default" in key ? [[key.key, key.default]] : []));
    expect(Object.fromEntries(told.map(([key, value]) => [key, String(value)]))).toEqual({
      requestTimeout: "30",
      maxRetries: "4",
      maxConcurrency: "8",
      configXmlEncoding: "plain",
      onActiveCalls: "proceed",
    });
    expect(read({})).toEqual(defaults);
  });
});

describe("the settings of a connection", () => {
  it("are read from texts", () => {
    const texts: Texts = {
      url: "https://pbx:7780/",
      username: "admin",
      password: " s ",
      requestTimeout: "2.5",
      maxRetries: "0",
      maxConcurrency: " 256 ",
      caFile: "/etc/ca.pem",
      configXmlEncoding: "escaped",
      onActiveCalls: "wait",
    };
    expect(read(texts)).toEqual({
      url: "https://pbx:7780",
      username: "admin",
      password: " s ",
      requestTimeout: 2.5,
      maxRetries: 0,
      maxConcurrency: 256,
      caFile: "/etc/ca.pem",
      configXmlEncoding: "escaped",
      onActiveCalls: "wait",
    });
  });

  it("hold nothing for what is not configured", () => {
    expect(Object.keys(read({})).sort()).toEqual(Object.keys(defaults).sort());
  });

  it.each([{}, { url: "" }])("need an address: %j", (texts) => {
    expect(messageOf(texts)).toBe(
      "ozeki:url is not set, so it is not known which PBX to talk to: run `pulumi config set ozeki:url http://HOST:7780`",
    );
    expect(messageOf(texts, (key) => `ozeki:connections.branch.${key}`)).toBe(
      "ozeki:connections.branch.url is not set, so it is not known which PBX to talk to: " +
        "run `pulumi config set --path ozeki:connections.branch.url http://HOST:7780`",
    );
  });

  it("take a whole login or none", () => {
    expect(messageOf({ url, username: "admin" })).toBe(
      "ozeki:username is set without ozeki:password: a login takes both, or neither",
    );
    expect(messageOf({ url, password: "MARKED" })).toBe(
      "ozeki:password is set without ozeki:username: a login takes both, or neither",
    );
    expect(read({ username: "", password: "" })).toMatchObject({ username: "", password: "" });
  });

  it.each(["PLAIN", "", "xml"])("take an encoding that there is, not %j", (configXmlEncoding) => {
    expect(messageOf({ url, configXmlEncoding })).toBe("ozeki:configXmlEncoding must be plain or escaped");
  });

  it.each(["Wait", "", "ask"])("take a way with calls that there is, not %j", (onActiveCalls) => {
    expect(messageOf({ url, onActiveCalls })).toBe("ozeki:onActiveCalls must be proceed, wait or fail");
  });

  const numbers = [
    ["requestTimeout", "must be a number above 0 up to 3600", ["0.001", "30", "3600"], ["0", "0.0", "3600.1", "3601"]],
    ["maxRetries", "must be a whole number from 0 up to 100", ["0", "4", "100", "007"], ["101", "1.5"]],
    ["maxConcurrency", "must be a whole number from 1 up to 256", ["1", "8", "256"], ["0", "257", "2.5"]],
  ] as const;
  const noNumbers = [
    "",
    " ",
    "-1",
    "+1",
    "1e2",
    "0x10",
    "ten",
    "1,5",
    "1 2",
    "NaN",
    "Infinity",
    "1.",
    ".5",
    "30s",
    "true",
  ];

  it.each(numbers)("take a number for %s within its bounds", (key, reason, good, bad) => {
    expect(good.map((text) => read({ [key]: text })[key])).toEqual(good.map(Number));
    expect([...bad, ...noNumbers].map((text) => messageOf({ url, [key]: text }))).toEqual(
      [...bad, ...noNumbers].map(() => `ozeki:${key} ${reason}`),
    );
  });

  it("name the key as it was configured", () => {
    expect(messageOf({ url, maxRetries: "x" }, (key) => `ozeki:connections.branch.${key}`)).toBe(
      "ozeki:connections.branch.maxRetries must be a whole number from 0 up to 100",
    );
  });

  it("are refused without a word of what is configured", () => {
    const texts = fc.record(
      Object.fromEntries(
        connectionKeys.map((key) => [key, fc.constantFrom("MARKED", "http://MARKED@pbx", "MARKED://x")]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(texts, (given) => {
        expect(`${errorThrownBy(() => readSettings(given as Texts, nameOf))}`).not.toMatch(/MARKED/i);
      }),
    );
  });
});
