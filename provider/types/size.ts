import { commandTable } from "../api/commands";
import { UNKNOWN } from "./unknown";
import type { ProgramInputs } from "./validate";
import { isHandedBack } from "./validate";

/** How much XML a resource may declare, in bytes. The other half of a reply is for what the PBX adds. */
const MAX_DECLARED_BYTES = commandTable.GetConfig.reply.bytes / 2;
/** How many elements a resource may declare. */
const MAX_DECLARED_ELEMENTS = commandTable.GetConfig.reply.elements / 2;

/** What is written as a reference. The longest, of a quotation mark, has six characters. */
const ESCAPED = /[&<>"\t\n\r]/g;
const EXTRA_BYTES = 5;

/**
 * What is too large about a declaration, with the property that takes most of it. The PBX would keep such an extension, but no
 * reply with it could be read: it could be neither updated nor deleted. What the inputs of the last run have has been read.
 */
export function sizeProblem(given: ProgramInputs, olds: ProgramInputs): [property: string, reason: string] | undefined {
  const kib = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB of XML`;
  const count = (elements: number) => `${elements} elements`;
  return (
    problemOf(given, olds, mostBytes, MAX_DECLARED_BYTES, kib) ??
    problemOf(given, olds, mostElements, MAX_DECLARED_ELEMENTS, count)
  );
}

function problemOf(
  given: ProgramInputs,
  olds: ProgramInputs,
  sizeOf: (value: unknown, name: string) => number,
  limit: number,
  written: (size: number) => string,
): [property: string, reason: string] | undefined {
  const sizes = Object.entries(given).map(([name, value]) => ({ name, size: sizeOf(value, name) }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const isNew = sizes.filter(({ name }) => !isHandedBack(name, given, olds));
  if (total <= limit || isNew.length === 0) {
    return undefined;
  }
  const { name } = isNew.reduce((largest, each) => (each.size > largest.size ? each : largest));
  return [
    name,
    `is too large: with it the extension takes up to ${written(total)}, and one of more than ${written(limit)} could not be read back`,
  ];
}

/** The most elements that a property can take: itself, or what is in a map; and in XML, what is in that. */
function mostElements(value: unknown, name: string): number {
  if (typeof value === "string") {
    return name === "xml" ? (value.match(/</g)?.length ?? 0) : 1;
  }
  if (typeof value !== "object" || value === null) {
    return 1;
  }
  return Object.values(value).reduce((sum: number, inner) => sum + mostElements(inner, name), 0);
}

/** The most bytes that a value can take in a configuration. An element has its name twice. */
function mostBytes(value: unknown): number {
  if (typeof value === "string") {
    return value === UNKNOWN ? 0 : Buffer.byteLength(value) + EXTRA_BYTES * (value.match(ESCAPED)?.length ?? 0);
  }
  if (typeof value !== "object" || value === null) {
    return 0;
  }
  return Object.entries(value).reduce((sum, [name, inner]) => sum + 2 * Buffer.byteLength(name) + mostBytes(inner), 0);
}
