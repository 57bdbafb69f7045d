import { buildPackage } from "./build/buildPackage.mjs";
import { log, ROOT, runScript } from "./shared/runScript.mjs";

await runScript(async (signal) => {
  const outcome = await buildPackage(ROOT, signal);
  log(`dist/ ${outcome === "built" ? "was built" : "is up to date"}.`);
});
