import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";

/**
 * A .tar.gz, made without the system's `tar`: that of Windows marks nothing as executable.
 * @param {{ name: string, content: Buffer, executable?: boolean }[]} files
 * @returns {Promise<Buffer>}
 */
export async function tarGz(files) {
  const archive = pack();
  for (const { name, content, executable = false } of files) {
    archive.entry({ name, mode: executable ? 0o755 : 0o644 }, content);
  }
  archive.finalize();
  return buffer(archive.pipe(createGzip()));
}
