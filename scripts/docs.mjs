#!/usr/bin/env node
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, runScript, ScriptError } from "./shared/runScript.mjs";

const HELP = `Writes the pages of docs/ that follow from the sources: docs/reference/, docs/explanation/failure-modes-appendix.md and the pages for the Pulumi
Registry. Writes what depends on package.json into README.md and .github/CODEOWNERS: the version, and once it names the repository also absolute
links, badges and the owner.

  npm run docs               writes them
  npm run docs -- --check    changes nothing, and fails where a page does not match the sources
  npm run docs -- --picture  also makes docs/images/demo.svg, from a run of the README's program by the Pulumi CLI
`;

await runScript(async (signal) => {
  const { values } = parseArgs({
    options: { check: { type: "boolean" }, picture: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return void process.stdout.write(HELP);
  const { referencePages } = await import("./docs/referencePages.mjs");
  const { repositoryPages } = await import("./docs/repositoryPages.mjs");
  const read = (/** @type {string} */ file) => readFile(join(ROOT, file), "utf8").catch(() => "");
  const { demoPicture } = await import("./docs/demoPicture.mjs");
  const pages = {
    ...(values.picture && (await demoPicture(ROOT, signal))),
    ...(await referencePages(ROOT)),
    ...(await repositoryPages(ROOT)),
  };
  const stale = [];
  for (const [file, content] of Object.entries(pages)) {
    if (content === (await read(file))) continue;
    stale.push(file);
    if (values.check) continue;
    await mkdir(dirname(join(ROOT, file)), { recursive: true });
    await writeFile(join(ROOT, file), content);
  }
  if (values.check && stale.length > 0) {
    throw new ScriptError(`These pages do not match the sources: ${stale.join(", ")}. Run \`npm run docs\`.`);
  }
});
