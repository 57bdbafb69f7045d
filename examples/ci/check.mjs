// Looks whether a PBX is as a stack declares it, and changes nothing. Run it in the folder of the program:
//
//   node check.mjs STACK [FOLDER]
//
// It writes FOLDER/report.html and FOLDER/report.md (FOLDER: reports), and ends with 0 where nothing differs, with 3 where something
// does, and with another code where it could not look.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [stack, folder = "reports"] = process.argv.slice(2);
if (stack === undefined) {
  console.error("usage: node check.mjs STACK [FOLDER]");
  process.exit(2);
}

// The package of the program, not of the machine.
const manifest = createRequire(join(process.cwd(), "package.json")).resolve("pulumi-ozeki/package.json");
const command = join(dirname(manifest), "dist", "cli", "main.js");

mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const file of ["report.html", "report.md"]) {
  const args = [command, "report", "--stack", stack, "--out", join(folder, file), "--yes"];
  const { status } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    // Whatever goes wrong, nothing is written to the PBX.
    env: { ...process.env, OZEKI_READ_ONLY: "true" },
  });
  process.exitCode = status ?? 1;
  if (status !== 0 && status !== 3) {
    break;
  }
}
