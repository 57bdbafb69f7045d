import { fileURLToPath } from "node:url";
import { buildPackage } from "./build/buildPackage.mjs";
import { log, runScript } from "./shared/runScript.mjs";

await runScript(async (signal) => {
  const outcome = await buildPackage(fileURLToPath(new URL("..", import.meta.url)), signal);
  log(`dist/ ${outcome === "built" ? "was built" : "is up to date"}.`);
});
