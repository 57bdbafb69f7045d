import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file that holds passwords in clear text for as long as Pulumi reads it. */
export interface ImportFile {
  /** What Pulumi reads. */
  path: string;
  /** The open file, where the child is to have it as number 3. */
  descriptor: number | undefined;
  /** Ends it: afterwards it is nowhere. */
  remove(): void;
}

/**
 * Writes an import file that no other user can read.
 *
 * Where a process can hand an open file to another one, it has no name before anything is written into it: whatever
 * becomes of this process, nothing is left. On Windows it has a name, in the user's own folder for temporary files, until
 * {@link ImportFile.remove}.
 */
export function writeImportFile(content: string, isNamed = process.platform === "win32"): ImportFile {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-import-"));
  try {
    const path = join(folder, "import.json");
    const descriptor = openSync(path, "wx+", 0o600);
    if (!isNamed) {
      unlinkSync(path);
      rmSync(folder, { recursive: true });
    }
    writeWhole(descriptor, content);
    if (isNamed) {
      closeSync(descriptor);
      return { path, descriptor: undefined, remove: () => rmSync(folder, { recursive: true, force: true }) };
    }
    return { path: "/dev/fd/3", descriptor, remove: () => closeSync(descriptor) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** At a position, so that the one that the child reads from stays at the start. */
function writeWhole(descriptor: number, content: string): void {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at, bytes.length - at, at);
  }
}
