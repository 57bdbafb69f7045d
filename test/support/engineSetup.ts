import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { newStack } from "./newStack";

/** What all engine tests need once: the real CLI, and the files of a new stack. `npm test` has set up the CLI before. */
export default function setUp(): void {
  findCli();
  newStack();
}

function findCli(): void {
  if (process.env.PULUMI_OZEKI_TEST_CLI === undefined) {
    const script = join(__dirname, "..", "..", "scripts", "pulumi-cli.mjs");
    const output = execFileSync(process.execPath, [script, "--yaml", "--python"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    process.env.PULUMI_OZEKI_TEST_CLI = output.trim().split("\n").at(-1);
  }
}
