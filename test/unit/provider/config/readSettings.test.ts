import fc from "fast-check";
import { connectionKeys } from "../../../../provider/config/configurationKeys";
import { ConfigurationError } from "../../../../provider/config/errors";
import type { GivenSettings } from "../../../../provider/config/readSettings";
import { readSettings } from "../../../../provider/config/readSettings";
import type { ConnectionSources } from "../../../../provider/config/settingSources";
import { defaultSources } from "../../../../provider/config/settingSources";
import { errorThrownBy } from "../../../support/thrownErrors";

type Values = GivenSettings["values"];

const url = "http://pbx:7780";
const defaults = {
  url,
  requestTimeout: 30,
  maxRetries: 4,
  maxConcurrency: 8,
  configXmlEncoding: "plain",
  onActiveCalls: "proceed",
  readOnly: false,
};
const branchSources = Object.fromEntries(
  connectionKeys.map((key) => [key, { ...defaultSources[key], name: `ozeki:connections.branch.${key}` }]),
) as ConnectionSources;
const read = (values: Values) => readSettings({ values: { url, ...values }, sources: defaultSources });
const messageOf = (values: Values, sources = defaultSources) => {
  const failure = errorThrownBy(() => readSettings({ values, sources }));
  expect(failure).toBeInstanceOf(ConfigurationError);
  return (failure as Error).message;
};

describe("the settings of a connection", () => {
  it("are read from strings", () => {
    const values: Values = {
      url: "https://pbx:7780/",
      username: "admin",
      password: " s ",
      requestTimeout: "2.5",
      maxRetries: "0",
      maxConcurrency: " 256 ",
      caFile: "/etc/ca.pem",
      configXmlEncoding: "escaped",
      onActiveCalls: "wait",
      readOnly: "true",
    };
    expect(read(values)).toEqual({
      url: "https://pbx:7780",
      username: "admin",
      password: " s ",
      requestTimeout: 2.5,
      maxRetries: 0,
      maxConcurrency: 256,
      caFile: "/etc/ca.pem",
      configXmlEncoding: "escaped",
      onActiveCalls: "wait",
      readOnly: true,
    });
  });

  it("have the defaults of the table", () => {
    expect(read({})).toEqual(defaults);
  });

  it("hold nothing for what is not configured", () => {
    expect(Object.keys(read({})).sort()).toEqual(Object.keys(defaults).sort());
  });

  it.each([{}, { url: "" }])("need an address: %j", (values) => {
    expect(messageOf(values)).toBe(
      "ozeki:url is not set: run `pulumi config set ozeki:url http://HOST:7780`, or set OZEKI_URL",
    );
    expect(messageOf(values, branchSources)).toBe(
      "ozeki:connections.branch.url is not set: run `pulumi config set --path ozeki:connections.branch.url http://HOST:7780`",
    );
  });

  it("take a whole login or none", () => {
    expect(messageOf({ url, username: "admin" })).toBe(
      "ozeki:password is missing: run `pulumi config set --secret ozeki:password`, or remove ozeki:username",
    );
    expect(messageOf({ url, password: "MARKED" })).toBe(
      "ozeki:username is missing: run `pulumi config set ozeki:username NAME`, or remove ozeki:password",
    );
    expect(read({ username: "", password: "" })).toMatchObject({ username: "", password: "" });
  });

  it.each(["PLAIN", "", "xml"])("take an encoding that there is, not %j", (configXmlEncoding) => {
    expect(messageOf({ url, configXmlEncoding })).toBe("ozeki:configXmlEncoding must be plain or escaped");
  });

  it.each([
    ["true", true],
    [" false ", false],
  ])("take true and false for a switch: %j", (readOnly, value) => {
    expect(read({ readOnly })).toMatchObject({ readOnly: value });
  });

  it.each(["True", "", "1", "yes", "constructor"])("take nothing else for a switch: %j", (readOnly) => {
    expect(messageOf({ url, readOnly })).toBe("ozeki:readOnly must be true or false");
  });

  it.each(["Wait", "", "ask"])("take a way with calls that there is, not %j", (onActiveCalls) => {
    expect(messageOf({ url, onActiveCalls })).toBe("ozeki:onActiveCalls must be proceed, wait or fail");
  });

  const numbers = [
    [
      "requestTimeout",
      "must be a number greater than 0, up to 3600",
      ["0.001", "30", "3600"],
      ["0", "0.0", "3600.1", "3601"],
    ],
    ["maxRetries", "must be a whole number from 0 to 100", ["0", "4", "100", "007"], ["101", "1.5"]],
    ["maxConcurrency", "must be a whole number from 1 to 256", ["1", "8", "256"], ["0", "257", "2.5"]],
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
    expect(messageOf({ url, maxRetries: "x" }, branchSources)).toBe(
      "ozeki:connections.branch.maxRetries must be a whole number from 0 to 100",
    );
  });

  it("are refused without a word of what is configured", () => {
    const values = fc.record(
      Object.fromEntries(
        connectionKeys.map((key) => [key, fc.constantFrom("MARKED", "http://MARKED@pbx", "MARKED://x")]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, (given) => {
        expect(
          `${errorThrownBy(() => readSettings({ values: given as Values, sources: defaultSources }))}`,
        ).not.toMatch(/MARKED/i);
      }),
    );
  });
});
