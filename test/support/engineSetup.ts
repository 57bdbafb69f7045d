import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Finds the real CLI once for all engine tests. `npm test` has set it up before; this only looks. */
export default function setUp(): void {
  if (process.env.PULUMI_OZEKI_TEST_CLI === undefined) {
    const script = join(__dirname, "..", "..", "scripts", "pulumi-cli.mjs");
    const output = execFileSync(process.execPath, [script, "--yaml", "--python"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    process.env.PULUMI_OZEKI_TEST_CLI = output.trim().split("\n").at(-1);
  }
}
