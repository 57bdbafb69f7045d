import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProvisioningFile } from "./files";

/** The names that this program gives: nothing else is ever removed. */
const OWN_FILE =
  /^(yealink\/[0-9a-f]{12}\.cfg|grandstream\/cfg[0-9a-f]{12}\.xml|linphone\/[\w.]+-[0-9a-f]{32}\.xml|sheets\/[\w.]+\.html)$/;

/** A folder whose files only the current user can read (on Windows: who can read the folder above). */
export class ProvisioningFolder {
  constructor(private readonly path: string) {}

  /** Writes files in place of those that are there. A phone that asks at this moment gets a whole file. */
  write(files: readonly ProvisioningFile[]): void {
    for (const { path, content } of files) {
      const file = join(this.path, path);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const unfinished = `${file}.tmp`;
      rmSync(unfinished, { force: true });
      writeFileSync(unfinished, content, { mode: 0o600, flag: "wx" });
      renameSync(unfinished, file);
    }
    chmodSync(this.path, 0o700);
    // They hold passwords: no commit takes them along.
    writeFileSync(join(this.path, ".gitignore"), "*\n");
  }

  /** Removes the files of phones that are no longer declared, and of earlier passwords. */
  removeAllBut(paths: readonly string[]): void {
    for (const name of ["yealink", "grandstream", "linphone", "sheets"].filter((it) =>
      existsSync(join(this.path, it)),
    )) {
      for (const path of readdirSync(join(this.path, name)).map((it) => `${name}/${it}`)) {
        if (OWN_FILE.test(path) && !paths.includes(path)) {
          rmSync(join(this.path, path));
        }
      }
    }
  }
}
