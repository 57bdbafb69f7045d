import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The examples of a resource in all languages. While the repository is not known the library for Go has no path, and the
 * program in Go is left out.
 * @param {string} root
 * @param {string} name such as `SipExtension`
 * @param {readonly import("../release/libraries.mjs").Library[]} libraries
 */
export function exampleOf(root, name, libraries) {
  const text = readFileSync(join(root, "scripts", "schema", `${name}.md`), "utf8").trim();
  const go = libraries.find(({ settings }) => "importBasePath" in settings);
  return go ? text.replace("GO_PACKAGE", go.package) : text.replace(/```go\n[\s\S]*?\n```\n\n/g, "");
}
