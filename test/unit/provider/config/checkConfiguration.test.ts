import { checkConfiguration } from "../../../../provider/config/checkConfiguration";
import type { ConfigurationSource } from "../../../../provider/config/configuration";

type Config = Record<string, string>;

function problemsWith(config: Config, { environment = {}, unknown = [] as string[] } = {}): [string, string][] {
  const source = { get: (key: string) => config[key], keys: Object.keys(config), environment };
  return checkConfiguration(source, (key) => unknown.includes(key)).map(({ key, reason }) => [key, reason]);
}

const url = "http://pbx:7780";
const connections = (entries: unknown) => ({ "ozeki:connections": JSON.stringify(entries) });
const timeout = "must be a number greater than 0, up to 3600";

describe("the check of a configuration", () => {
  it.each<[string, Config]>([
    ["nothing at all: resources may name a connection", {}],
    ["an address", { "ozeki:url": url }],
    ["a login without an address", { "ozeki:username": "api", "ozeki:password": "MARKED" }],
    ["named connections", connections({ branch: { url, requestTimeout: 5 } })],
    ["keys of another namespace", { "aws:region": "x" }],
  ])("accepts %s", (_, config) => {
    expect(problemsWith(config)).toEqual([]);
  });

  it("reports all mistakes at once, each with its key", () => {
    const config = {
      "ozeki:url": "pbx",
      "ozeki:user": "MARKED",
      "ozeki:requestTimeout": "MARKED",
      "ozeki:onActiveCalls": "MARKED",
      "ozeki:readOnly": "MARKED",
      ...connections({ branch: {}, north: { url, pasword: "MARKED" } }),
    };
    expect(problemsWith(config)).toEqual([
      [
        "user",
        "Unknown configuration key ozeki:user. Did you mean ozeki:username? Remove it with `pulumi config rm ozeki:user`",
      ],
      ["url", "ozeki:url is not the address of a PBX: write it like http://HOST:7780"],
      ["requestTimeout", `ozeki:requestTimeout ${timeout}`],
      ["onActiveCalls", "ozeki:onActiveCalls must be proceed, wait or fail"],
      ["readOnly", "ozeki:readOnly must be true or false"],
      [
        "connections",
        "ozeki:connections.branch.url is not set: run `pulumi config set --path ozeki:connections.branch.url http://HOST:7780`",
      ],
      ["connections", "Unknown key ozeki:connections.north.pasword. Did you mean password?"],
    ]);
  });

  it.each(["MARKED", "[]", "7"])("reports connections that are not an object: %s", (text) => {
    expect(problemsWith({ "ozeki:connections": text })).toEqual([
      ["connections", expect.stringMatching(/^ozeki:connections must be an object that maps names to connections: /)],
    ]);
  });

  it("does not compare the address of a login with one that is not known yet, or is missing", () => {
    const environment = { OZEKI_URL: "http://pbx:7780", OZEKI_USERNAME: "a", OZEKI_PASSWORD: "p" };
    const withUrl = (url: string): ConfigurationSource => ({
      get: (key) => (key === "ozeki:url" ? url : undefined),
      environment,
    });
    expect(checkConfiguration(withUrl("04da6b54-80e4-46f7-96ec-b56ff0331ba9"), (key) => key === "url")).toEqual([]);
    expect(checkConfiguration(withUrl(""))).toEqual([]);
    expect(checkConfiguration(withUrl("http://other:7780"))).toHaveLength(2);
  });

  it("reports half of a login once", () => {
    expect(problemsWith({ "ozeki:password": "MARKED" })).toEqual([
      ["password", "ozeki:username is missing: run `pulumi config set ozeki:username NAME`, or remove ozeki:password"],
    ]);
  });

  it("names the variable of the environment that is wrong", () => {
    expect(problemsWith({}, { environment: { OZEKI_REQUEST_TIMEOUT: "0" } })).toEqual([
      ["requestTimeout", `OZEKI_REQUEST_TIMEOUT ${timeout}`],
    ]);
  });

  it("checks no value that is not known yet, nor what belongs to it", () => {
    const config = { "ozeki:username": "api", "ozeki:maxRetries": "(unknown)", "ozeki:connections": "(unknown)" };
    expect(problemsWith(config, { unknown: ["password", "maxRetries", "connections"] })).toEqual([]);
    expect(problemsWith(config, { unknown: ["maxRetries", "connections"] })).toEqual([
      [
        "username",
        "ozeki:password is missing: run `pulumi config set --secret ozeki:password`, or remove ozeki:username",
      ],
    ]);
  });
});
