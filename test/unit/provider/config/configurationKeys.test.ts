import {
  allowedValues,
  configurationKeys,
  connectionKeys,
  environmentName,
  keyNames,
  keyOf,
  optionName,
} from "../../../../provider/config/configurationKeys";
import { keysWithOption } from "../../../../provider/config/settingSources";

describe("the configuration keys", () => {
  it("have these names in the environment, and one of them is a secret", () => {
    expect(keyNames.map((key) => [key, environmentName(key), keyOf(key).secret === true])).toEqual([
      ["url", "OZEKI_URL", false],
      ["username", "OZEKI_USERNAME", false],
      ["password", "OZEKI_PASSWORD", true],
      ["requestTimeout", "OZEKI_REQUEST_TIMEOUT", false],
      ["maxRetries", "OZEKI_MAX_RETRIES", false],
      ["maxConcurrency", "OZEKI_MAX_CONCURRENCY", false],
      ["caFile", "OZEKI_CA_FILE", false],
      ["configXmlEncoding", "OZEKI_CONFIG_XML_ENCODING", false],
      ["onActiveCalls", "OZEKI_ON_ACTIVE_CALLS", false],
      ["readOnly", "OZEKI_READ_ONLY", false],
      ["connections", "OZEKI_CONNECTIONS", false],
    ]);
    expect(connectionKeys).toEqual(keyNames.filter((key) => key !== "connections"));
  });

  it("have these options of pulumi-ozeki, and a secret has none", () => {
    expect(keysWithOption.map(optionName)).toEqual(["--url", "--username", "--ca-file"]);
    expect(keysWithOption.filter((key) => keyOf(key).secret)).toEqual([]);
  });

  it("allow these values", () => {
    const allowed = keyNames.map((key) => [key, allowedValues(key)]).filter(([, values]) => values !== undefined);
    expect(Object.fromEntries(allowed)).toEqual({
      requestTimeout: "a number greater than 0, up to 3600",
      maxRetries: "a whole number from 0 to 100",
      maxConcurrency: "a whole number from 1 to 256",
      configXmlEncoding: "plain or escaped",
      onActiveCalls: "proceed, wait or fail",
      readOnly: "true or false",
    });
  });

  it("have defaults that they allow themselves", () => {
    for (const { default: value, oneOf = [value], range } of keyNames.map(keyOf)) {
      expect(oneOf).toContain(value);
      expect(range === undefined).toBe(typeof value !== "number");
    }
    expect(configurationKeys.onActiveCalls.default).toBe("proceed");
  });
});
