import { commandTable } from "../api/commands";
import { UNKNOWN } from "./unknown";
import type { ProgramInputs } from "./validate";
import { isHandedBack } from "./validate";

/** How much XML a resource may declare, in bytes. The other half of a reply is for what the PBX adds. */
export const MAX_DECLARED_BYTES = commandTable.GetConfig.reply.bytes / 2;

/** What is written as a reference. The longest, of a quotation mark, has six characters. */
const ESCAPED = /[&<>"\t\n\r]/g;
const EXTRA_BYTES = 5;

/**
 * What is too large about a declaration, with the property that takes most of it. The PBX would keep such an extension, but no
 * reply with it could be read: it could be neither updated nor deleted. What the inputs of the last run have has been read.
 */
export function sizeProblem(given: ProgramInputs, olds: ProgramInputs): [property: string, reason: string] | undefined {
  const sizes = Object.entries(given).map(([name, value]) => ({ name, bytes: mostBytes(value) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const isNew = sizes.filter(({ name }) => !isHandedBack(name, given, olds));
  if (total <= MAX_DECLARED_BYTES || isNew.length === 0) {
    return undefined;
  }
  const { name } = isNew.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest));
  const kib = (bytes: number) => Math.ceil(bytes / 1024);
  return [
    name,
    `is too large: with it the extension takes up to ${kib(total)} KiB of XML, and one of more than ${kib(MAX_DECLARED_BYTES)} KiB could not be read back`,
  ];
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
