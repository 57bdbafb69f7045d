import * as pulumi from "@pulumi/pulumi";

/** Half of a character beyond U+FFFF: text that was cut in the middle. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Names that Pulumi's SDK cannot carry in an object: it throws at the first, and loses the second. */
const LOST_NAMES = ["toString", "__proto__"];

/**
 * Refuses what Pulumi's protocol cannot carry. Its own errors name no property, and some values arrive changed.
 *
 * @param path - the resource and the property, for the error
 * @returns the value; an `Output` or a promise is checked when it is known
 * @throws RunError naming the property
 */
export function transferable(path: string, value: unknown): unknown {
  if (typeof value === "string") {
    if (LONE_SURROGATE.test(value)) {
      const position = value.search(LONE_SURROGATE) + 1;
      throw new pulumi.RunError(
        `${path} has half of a character at position ${position}: remove it. Nothing was registered.`,
      );
    }
    return value;
  }
  if (pulumi.Output.isInstance(value)) {
    return value.apply((known: unknown) => transferable(path, known));
  }
  if (value instanceof Promise) {
    return value.then((known: unknown) => transferable(path, known));
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => transferable(`${path}[${index}]`, item));
  }
  const lost = lostType(value);
  if (lost !== undefined) {
    throw new pulumi.RunError(`${path} is ${lost}, which Pulumi cannot carry. Nothing was registered.`);
  }
  return isPlainObject(value) ? transferableObject(path, value) : value;
}

/** What the SDK would turn into an empty object, or leave out. */
function lostType(value: unknown): string | undefined {
  if (value instanceof Map || value instanceof Set) {
    return `a ${value.constructor.name}`;
  }
  return ["function", "symbol", "bigint"].includes(typeof value) ? `a ${typeof value}` : undefined;
}

function transferableObject(path: string, value: object): object {
  const entries = Object.entries(value);
  for (const [name] of entries) {
    transferable(`A name in ${path}`, name);
    if (LOST_NAMES.includes(name)) {
      throw new pulumi.RunError(
        `${path} has the name ${name}, which Pulumi cannot carry: remove it. Nothing was registered.`,
      );
    }
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, transferable(`${path}.${name}`, item)]));
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
