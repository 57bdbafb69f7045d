#!/usr/bin/env node
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runScript, ScriptError } from "./shared/runScript.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (/** @type {string} */ file) => readFile(join(ROOT, file), "utf8");

await runScript(async () => {
  const { makeSchema } = await import("./schema/makeSchema.mjs");
  const { withReferenceTables } = await import("./schema/referenceTables.mjs");
  const { values } = parseArgs({ options: { check: { type: "boolean" } } });
  const made = {
    "schema.json": `${JSON.stringify(makeSchema(ROOT), null, 2)}\n`,
    "README.md": withReferenceTables(ROOT, await read("README.md")),
  };
  for (const [file, content] of Object.entries(made)) {
    if (!values.check) await writeFile(join(ROOT, file), content);
    else if (content !== (await read(file).catch(() => ""))) {
      throw new ScriptError(`${file} does not match the sources. Run \`npm run schema\`.`);
    }
  }
});
