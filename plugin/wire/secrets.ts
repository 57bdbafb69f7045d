/** A plain value of a property, as JSON has them. */
export type Value = unknown;

/** The properties of a resource, without envelopes. */
export type Properties = Record<string, Value>;

/**
 * Which values are secrets: `true` for all of a value, or the names below it that are or hold some. Undefined where
 * nothing is.
 */
export type Secrets = true | { readonly [name: string]: Secrets } | undefined;

/** The key under which every special value on the wire tells what it is. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Takes the envelopes off, and remembers where they were. */
export function opened(value: Value): { value: Value; secrets: Secrets } {
  if (Array.isArray(value)) {
    const entries = value.map(opened);
    // No property of ours is a list: one that holds a secret is a secret as a whole.
    return { value: entries.map((entry) => entry.value), secrets: entries.some((entry) => entry.secrets) || undefined };
  }
  if (!isRecord(value)) {
    return { value, secrets: undefined };
  }
  if (value[SIGNATURE] === SECRET) {
    return { value: opened(value.value).value, secrets: true };
  }
  const values: Properties = {};
  const secrets: Record<string, Secrets> = {};
  for (const [name, inner] of Object.entries(value)) {
    const entry = opened(inner);
    define(values, name, entry.value);
    if (entry.secrets !== undefined) {
      define(secrets, name, entry.secrets);
    }
  }
  return { value: values, secrets: Object.keys(secrets).length > 0 ? secrets : undefined };
}

/** Puts the envelopes on. */
export function sealed(value: Value, secrets: Secrets): Value {
  if (secrets === undefined || value === undefined) {
    return value;
  }
  // What is known of a list or a text that took the place of an object is that it holds a secret.
  if (secrets === true || !isRecord(value)) {
    return { [SIGNATURE]: SECRET, value };
  }
  const result: Properties = {};
  for (const [name, inner] of Object.entries(value)) {
    define(result, name, sealed(inner, Object.hasOwn(secrets, name) ? secrets[name] : undefined));
  }
  return result;
}

/** What is a secret in one of both. */
export function united(some: Secrets, others: Secrets): Secrets {
  if (some === true || others === true) {
    return true;
  }
  if (some === undefined || others === undefined) {
    return some ?? others;
  }
  const result: Record<string, Secrets> = {};
  for (const name of new Set([...Object.keys(some), ...Object.keys(others)])) {
    const one = Object.hasOwn(some, name) ? some[name] : undefined;
    const other = Object.hasOwn(others, name) ? others[name] : undefined;
    define(result, name, united(one, other));
  }
  return result;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An element of the PBX may be called `__proto__`: assigned to, it would vanish. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}
