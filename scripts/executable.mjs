import { join } from "node:path";
import { buildPackage } from "./build/buildPackage.mjs";
import { log, ROOT, runScript } from "./shared/runScript.mjs";

await runScript(async (signal) => {
  const { makeExecutable } = await import("./executable/makeExecutable.mjs");
  await buildPackage(ROOT, signal);
  const { executable, archive } = await makeExecutable(ROOT, join(ROOT, "executable"), signal);
  log(`${executable} needs no Node.js. Install ${archive} with \`pulumi plugin install --file\`.`);
});
