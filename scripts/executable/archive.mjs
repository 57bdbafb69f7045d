import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** What a tar archive consists of, in bytes. */
const BLOCK = 512;

/**
 * A .tar.gz, made without the system's `tar`: that of Windows marks nothing as executable.
 * @param {{ name: string, content: Buffer, executable?: boolean }[]} files
 * @returns {Promise<Buffer>}
 */
export function tarGz(files) {
  const blocks = files.flatMap(({ name, content, executable = false }) => [
    header(name, content.length, executable ? 0o755 : 0o644),
    content,
    Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
  ]);
  return promisify(gzip)(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

/**
 * @param {string} name
 * @param {number} size
 * @param {number} mode
 */
function header(name, size, mode) {
  const block = Buffer.alloc(BLOCK);
  const number = (/** @type {number} */ value, /** @type {number} */ length) =>
    `${value.toString(8).padStart(length - 1, "0")}\0`;
  block.write(name, 0);
  block.write(number(mode, 8), 100);
  block.write(number(0, 8), 108);
  block.write(number(0, 8), 116);
  block.write(number(size, 12), 124);
  block.write(number(Math.floor(Date.now() / 1000), 12), 136);
  // The sum counts its own place as spaces.
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
