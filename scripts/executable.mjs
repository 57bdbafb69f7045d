import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "./build/buildPackage.mjs";
import { log, runScript } from "./shared/runScript.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

await runScript(async (signal) => {
  const { makeExecutable } = await import("./executable/makeExecutable.mjs");
  await buildPackage(ROOT, signal);
  const { executable, archive } = await makeExecutable(ROOT, join(ROOT, "executable"), signal);
  log(`${executable} needs no Node.js. Install ${archive} with \`pulumi plugin install --file\`.`);
});
