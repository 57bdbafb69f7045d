import { looksSecret, xmlMayHoldSecret } from "./forms";

/** The properties of a resource as plain values, as JSON has them. */
export type Properties = Record<string, unknown>;

/**
 * Which values are secrets: `true` for a whole value, or the names below it that are or hold secrets. Undefined where
 * there is no secret.
 */
export type Secrets = true | { readonly [name: string]: Secrets } | undefined;

/** The secrets of both. */
export function mergeSecrets(some: Secrets, others: Secrets): Secrets {
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
    defineProperty(result, name, mergeSecrets(one, other));
  }
  return result;
}

/** The secrets among the elements, by their name or their form. */
export function secretElements({ elements }: Properties): Secrets {
  const names = Object.entries(isRecord(elements) ? elements : {})
    .filter(([name, text]) => looksSecret(name, typeof text === "string" ? text : ""))
    .map(([name]) => name);
  if (names.length === 0) {
    return undefined;
  }
  const secrets: Record<string, Secrets> = {};
  for (const name of names) {
    defineProperty(secrets, name, true);
  }
  return { elements: secrets };
}

/** The property `xml` as a secret, where a name or a string in it looks like one. */
export function secretXml({ xml }: Properties): Secrets {
  return typeof xml === "string" && xmlMayHoldSecret(xml) ? { xml: true } : undefined;
}

/** Where the secrets are, as paths such as `elements.VoicemailPin`. */
export function secretPaths(secrets: Secrets, path: readonly string[] = []): string[] {
  if (secrets === true) {
    return [path.join(".")];
  }
  return Object.entries(secrets ?? {}).flatMap(([name, inner]) => secretPaths(inner, [...path, name]));
}

/** The names in a path. Only `elements` has names below it, and an element's name may have dots of its own. */
export function namesIn(path: string): [property: string, element?: string] {
  const dot = path.indexOf(".");
  return dot === -1 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** What properties hold at a path such as `userId` or `elements.Codec`. */
export function valueAt(properties: object, path: string): unknown {
  return namesIn(path).reduce<unknown>(
    (value, name = "") => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    properties,
  );
}

/**
 * The properties that have a value. Pulumi sends a program's `null`, but not its `undefined`: both mean that nothing is
 * set.
 */
export function withoutMissing<Values extends object = Properties>(
  given: {
    [Name in keyof Values]: Values[Name] | null | undefined;
  },
): Values {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  ) as unknown as Values;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An element of the PBX may be called `__proto__`: an assignment would lose it. */
export function defineProperty(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    target[name] = value;
  }
}
