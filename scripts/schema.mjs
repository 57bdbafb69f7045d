import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeSchema } from "./schema/make.mjs";
import { withReferenceTables } from "./schema/referenceTables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (/** @type {string} */ file) => readFile(join(root, file), "utf8");

/** What the tables of properties and configuration keys make, by file. */
const written = {
  "schema.json": `${JSON.stringify(makeSchema(root), null, 2)}\n`,
  "README.md": withReferenceTables(root, await read("README.md")),
};

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
for (const [file, content] of Object.entries(written)) {
  if (!values.check) {
    await writeFile(join(root, file), content);
  } else if (content !== (await read(file).catch(() => ""))) {
    console.error(`${file} is not what the sources make: run \`npm run schema\`.`);
    process.exitCode = 1;
  }
}
