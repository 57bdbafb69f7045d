import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { programIn } from "./executable.mjs";
import { inspect } from "./inspect.mjs";
import { isNewEnough, versionIn } from "./version.mjs";

/**
 * The first CLI in the folders that will do. Of every other one a line says why it won't.
 * @param {string[]} folders
 * @param {{ say: (line: string) => void, seen: Set<string> }} options seen: what was looked at before
 * @returns {Promise<import("./inspect.mjs").Cli | undefined>}
 */
export async function findIn(folders, { say, seen }) {
  for (const folder of folders) {
    const pulumi = programIn(folder, "pulumi");
    if (pulumi === undefined || seen.has(pulumi)) continue;
    seen.add(pulumi);
    const found = await inspect(pulumi);
    if (!("problem" in found)) return found;
    say(`The Pulumi CLI ${pulumi} ${found.problem}: looking further.`);
  }
  return undefined;
}

/**
 * Where the vendor's installer puts the CLI (`~/.pulumi/bin`), and where the Automation API's does
 * (`~/.pulumi/versions/3.274.1/bin`), newest first.
 */
export function homeFolders() {
  const homes = new Set([process.env.PULUMI_HOME || join(homedir(), ".pulumi"), join(homedir(), ".pulumi")]);
  return [...homes].flatMap((home) => {
    const versions = versionFolders(join(home, "versions")).map((name) => join(home, "versions", name, "bin"));
    return [join(home, "bin"), ...versions];
  });
}

/** @param {string} folder */
function versionFolders(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => versionIn(name) !== undefined)
      .sort((a, b) => (isNewEnough(versionIn(a) ?? "", versionIn(b) ?? "") ? -1 : 1));
  } catch {
    return [];
  }
}
