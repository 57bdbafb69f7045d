import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./support/run";

const SCRIPTS = join(__dirname, "..", "..", "scripts");

test("where Wine is missing, the set-up of the tests on Windows names what is missing and how to install it, and writes nothing", async () => {
  const cache = mkdtempSync(join(tmpdir(), "pulumi-ozeki-wine-test-"));
  try {
    const script = `
      import { runScript } from "./shared/runScript.mjs";
      import { ensureWine } from "./windows/wine.mjs";
      await runScript((signal) => ensureWine(${JSON.stringify(cache)}, signal));`;
    const outcome = await run(["--input-type=module", "-e", script], { PATH: cache }, SCRIPTS).outcome;
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.logged).toEqual([
      "Wine is not complete: wine, wineserver, x86_64-w64-mingw32-gcc missing. Nothing was run. " +
        "Install it (Debian: `apt-get install wine wine64 gcc-mingw-w64-x86-64`), then run this again.",
    ]);
    expect(readdirSync(cache)).toEqual([]);
  } finally {
    rmSync(cache, { recursive: true });
  }
});
