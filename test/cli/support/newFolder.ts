import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "../../support/onTestFinished";

/** A new folder, which is removed after the test that is running. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
