import { deserialize, serialize } from "node:v8";
import { escapeControlChars } from "../../provider/api/display";
import { CommandFailed } from "./terminal";

/** How much a command may keep of all extensions that it reads, in bytes: 60,000 extensions of 400 bytes each. */
const MAX_KEPT_BYTES = 24 * 1024 * 1024;

/** Counts what a command keeps of the extensions that it reads, by what it takes in memory or when it is printed, whichever is more. */
export class KeptBudget {
  #kept = 0;
  readonly #holder: string;
  readonly #remedy: string;

  /**
   * @param holder - what holds the extensions: the origin of a PBX
   * @param remedy - how to choose fewer
   */
  constructor(holder: string, remedy: string) {
    this.#holder = holder;
    this.#remedy = remedy;
  }

  /**
   * Copies what is to be kept: a string of a reply keeps the whole reply in memory.
   *
   * @param value - plain data
   * @throws CommandFailed where all that is kept becomes too much
   */
  keep<Kept extends object>(value: Kept): Kept {
    const copy = serialize(value);
    this.#kept += Math.max(copy.length, printedBytes(value));
    if (this.#kept > MAX_KEPT_BYTES) {
      throw new CommandFailed(
        `error: what ${this.#holder} holds of these extensions takes more than ${MAX_KEPT_BYTES / 1024 / 1024} MiB: ${this.#remedy}`,
        1,
      );
    }
    return deserialize(copy) as Kept;
  }
}

/** In JSON, and in code: each hidden character becomes six that can be seen. */
function printedBytes(value: object): number {
  return Buffer.byteLength(escapeControlChars(JSON.stringify(value)));
}
