/**
 * Bytes as they arrive. Each part is copied: it is a view of what the connection has read, up to 64 KiB, which would be kept for
 * as long as the part is, even where that is a single byte.
 */
export class GrowingBuffer {
  // Most replies are about one extension. So small a buffer comes from a pool of Node.js.
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  /** How many bytes there are so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds a part at the end. */
  append(part: Buffer): void {
    const length = this.#length + part.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    part.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** All parts, one after the other. */
  content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
