#!/usr/bin/env node
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, runScript, ScriptError } from "./shared/runScript.mjs";

await runScript(async () => {
  const { makeSchema } = await import("./schema/makeSchema.mjs");
  const { values } = parseArgs({ options: { check: { type: "boolean" } } });
  const file = join(ROOT, "schema.json");
  const content = `${JSON.stringify(makeSchema(ROOT), null, 2)}\n`;
  if (!values.check) await writeFile(file, content);
  else if (content !== (await readFile(file, "utf8").catch(() => ""))) {
    throw new ScriptError("schema.json does not match the sources. Run `npm run schema`.");
  }
});
