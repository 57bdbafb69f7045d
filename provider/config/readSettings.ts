import type { ConnectionKey, ConnectionSettings } from "./configurationKeys";
import { allowedValues, connectionKeys, environmentName, keyOf } from "./configurationKeys";
import { ConfigurationError } from "./errors";
import { readOrigin } from "./origin";
import type { ConnectionSources } from "./settingSources";
import { ADDRESS, howToSet, howToSetLogin, howToSetPart, sourceOf } from "./settingSources";

/** What is set for one connection. A key that is not set has no text. */
export interface GivenSettings {
  readonly values: Readonly<Partial<Record<ConnectionKey, string>>>;
  /** Where each setting comes from; for one that is not set, where it would be set. */
  readonly sources: ConnectionSources;
  /** The keys of a login that may be meant for another PBX than that of the address. Left out where there are none. */
  readonly ofOtherPbx?: readonly ConnectionKey[];
}

/**
 * Validates one connection.
 *
 * @throws ConfigurationError naming the first key that is wrong, as the user knows it, and what to set
 */
export function readSettings(given: GivenSettings): ConnectionSettings {
  const { values, sources } = given;
  if (values.url === undefined || values.url === "") {
    throw missingAddress(sources);
  }
  for (const key of connectionKeys) {
    assertForAddress(key, given);
    assertPair(key, given);
  }
  // The types follow from the same table.
  return Object.fromEntries(
    connectionKeys.flatMap((key) => {
      const value = readSetting(key, given);
      return value === undefined ? [] : [[key, value]];
    }),
  ) as unknown as ConnectionSettings;
}

/**
 * Reads one setting, whatever the others are.
 *
 * @returns its value or its default; undefined where it has neither
 * @throws ConfigurationError where its text is not one of the allowed values
 */
export function readSetting(
  key: ConnectionKey,
  { values, sources }: GivenSettings,
): string | number | boolean | undefined {
  const { type, oneOf, default: value } = keyOf(key);
  const text = values[key];
  if (text === undefined) {
    return value;
  }
  if (type === "address") {
    return readOrigin(text, sources);
  }
  const read = type === "string" ? text : type === "boolean" ? readBoolean(text) : readNumber(key, text);
  if (read === undefined || (oneOf !== undefined && !oneOf.includes(text))) {
    throw new ConfigurationError(`${sources[key].name} must be ${allowedValues(key)}`);
  }
  return read;
}

/** @throws ConfigurationError where a key is set without the one that completes it */
export function assertPair(key: ConnectionKey, { values, sources }: GivenSettings): void {
  const { pairedWith } = keyOf(key);
  if (pairedWith !== undefined && values[key] !== undefined && values[pairedWith] === undefined) {
    const missing = sources[pairedWith];
    throw new ConfigurationError(
      `${missing.name} is missing: ${howToSetPart(pairedWith, missing)}, or remove ${sources[key].name}`,
    );
  }
}

/** @throws ConfigurationError where a login is set in another place than the address, and so may be meant for another PBX */
export function assertForAddress(key: ConnectionKey, { sources, ofOtherPbx = [] }: GivenSettings): void {
  if (!ofOtherPbx.includes(key)) {
    return;
  }
  const { url, username, password } = sources;
  const beside = sourceOf("url", sources[key].place, false);
  const here = { username: sourceOf("username", url.place, false), password: sourceOf("password", url.place, false) };
  throw new ConfigurationError(
    `${sources[key].name} is not sent to the address in ${url.name}: ` +
      `${beside.name} does not name that PBX, so this login may be meant for another one. ` +
      `Set ${beside.name} to the same address, ${howToSetLogin(here)}, or, where this PBX asks for no login, remove ${username.name} and ${password.name}`,
  );
}

function missingAddress({ url }: ConnectionSources): ConfigurationError {
  if (url.place === "command line") {
    return new ConfigurationError(`no PBX address. Use ${url.name}, ${environmentName("url")} or --stack`);
  }
  // `pulumi do` reads no configuration of a stack. A named connection has its address where its entry is.
  const instead = url.name === sourceOf("url", "configuration", false).name ? `, or set ${environmentName("url")}` : "";
  return new ConfigurationError(`${url.name} is not set: ${howToSet(url, ADDRESS)}${instead}`);
}

/** @returns undefined where the text is neither true nor false */
function readBoolean(text: string): boolean | undefined {
  return new Map([
    ["true", true],
    ["false", false],
  ]).get(text.trim());
}

/** @returns undefined where the text is not a number within the bounds of the key */
function readNumber(key: ConnectionKey, text: string): number | undefined {
  const { type, range } = keyOf(key);
  if (range === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) {
    return undefined;
  }
  const value = Number(text);
  const isHighEnough = "above" in range ? value > range.above : value >= range.from;
  return isHighEnough && value <= range.to && (type === "number" || Number.isInteger(value)) ? value : undefined;
}
