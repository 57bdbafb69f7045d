import type { ClientSettings } from "../api";
import type { ConnectionKey } from "./configurationKeys";
import { ConfigurationError, configurationKeys } from "./configurationKeys";
import { readOrigin } from "./origin";

/** Whether a text is one of those that are allowed. */
export function isOneOf<Allowed extends string>(allowed: readonly Allowed[], text: string): text is Allowed {
  return (allowed as readonly string[]).includes(text);
}

/** The texts of one connection, as configured. What is not configured is left out. */
export type Texts = Partial<Record<ConnectionKey, string>>;

/** How `ozeki:onActiveCalls` can be set. */
export const callPolicies = ["proceed", "wait", "fail"] as const;

/** One validated connection. */
export interface ConnectionSettings extends ClientSettings {
  /** What a delete or a disable does while the extension has a call. */
  onActiveCalls: (typeof callPolicies)[number];
}

const encodings = ["plain", "escaped"] as const;

/**
 * Validates one connection.
 *
 * @param texts - what is configured
 * @param nameOf - how a message names a key, such as `ozeki:url`
 * @throws ConfigurationError naming the first key that is wrong, and what to write
 */
export function readSettings(texts: Texts, nameOf: (key: ConnectionKey) => string): ConnectionSettings {
  if (texts.url === undefined || texts.url === "") {
    throw new ConfigurationError(
      `${nameOf("url")} is not set, so it is not known which PBX to talk to: ` +
        `run \`pulumi config set ${nameOf("url").includes(".") ? "--path " : ""}${nameOf("url")} http://HOST:7780\``,
    );
  }
  if ((texts.username === undefined) !== (texts.password === undefined)) {
    const [given, missing] =
      texts.username === undefined ? (["password", "username"] as const) : (["username", "password"] as const);
    throw new ConfigurationError(`${nameOf(given)} is set without ${nameOf(missing)}: a login takes both, or neither`);
  }
  const { configXmlEncoding = "plain", onActiveCalls = "proceed" } = texts;
  if (!isOneOf(encodings, configXmlEncoding)) {
    throw new ConfigurationError(`${nameOf("configXmlEncoding")} must be plain or escaped`);
  }
  if (!isOneOf(callPolicies, onActiveCalls)) {
    throw new ConfigurationError(`${nameOf("onActiveCalls")} must be proceed, wait or fail`);
  }
  return {
    url: readOrigin(texts.url, nameOf("url")),
    ...(texts.username !== undefined && { username: texts.username }),
    ...(texts.password !== undefined && { password: texts.password }),
    requestTimeout: readNumber("requestTimeout", { above: 0, upTo: 3600 }),
    maxRetries: readNumber("maxRetries", { from: 0, upTo: 100, whole: true }),
    maxConcurrency: readNumber("maxConcurrency", { from: 1, upTo: 256, whole: true }),
    ...(texts.caFile !== undefined && { caFile: texts.caFile }),
    configXmlEncoding,
    onActiveCalls,
  };

  function readNumber(
    key: "requestTimeout" | "maxRetries" | "maxConcurrency",
    range: { above?: number; from?: number; upTo: number; whole?: boolean },
  ): number {
    const text = texts[key] ?? defaultOf(key);
    const value = /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
    const isInRange = value > (range.above ?? -1) && value >= (range.from ?? 0) && value <= range.upTo;
    if (!isInRange || (range.whole === true && !Number.isInteger(value))) {
      const lower = range.above === undefined ? `from ${range.from}` : `above ${range.above}`;
      throw new ConfigurationError(
        `${nameOf(key)} must be a ${range.whole === true ? "whole " : ""}number ${lower} up to ${range.upTo}`,
      );
    }
    return value;
  }
}

function defaultOf(key: "requestTimeout" | "maxRetries" | "maxConcurrency"): string {
  const found = configurationKeys.find((candidate) => candidate.key === key);
  if (found === undefined || !("default" in found)) {
    throw new TypeError(`configuration key ${key} has no default`);
  }
  return found.default;
}
