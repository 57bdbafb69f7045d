import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeSchema } from "./schema/make.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = fileURLToPath(new URL("../schema.json", import.meta.url));

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const schema = `${JSON.stringify(makeSchema(root), null, 2)}\n`;
if (!values.check) {
  await writeFile(file, schema);
} else if (schema !== (await readFile(file, "utf8").catch(() => ""))) {
  console.error("schema.json is not what the sources make: run `npm run schema`.");
  process.exitCode = 1;
}
