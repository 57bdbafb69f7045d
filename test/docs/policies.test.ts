import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configureRules } from "../../policy/configuration";
import type { Level } from "../../policy/rules/rule";
import { pageBlocks } from "../support/pageBlocks";

const ROOT = join(__dirname, "..", "..");

describe("the configuration files of the pages on policies", () => {
  test.each([
    ["docs/how-to/policies.md", 2],
    ["docs/reference/policies.md", 2],
  ])("are accepted: %s", (page, count) => {
    const files = pageBlocks(readFileSync(join(ROOT, page), "utf8")).filter(({ language }) => language === "json");
    expect(files).toHaveLength(count);
    for (const { text } of files) {
      const file = JSON.parse(text) as Record<string, unknown>;
      const policies = (file.version === 2 ? file.policies : file) as Record<string, string | Record<string, unknown>>;
      expect(() => configureRules(new Map(Object.entries(policies).map(asEngine)))).not.toThrow();
    }
  });
});

/** As the engine passes an entry on. */
function asEngine([name, entry]: [string, string | Record<string, unknown>]) {
  const { enforcementLevel, ...properties } = typeof entry === "string" ? { enforcementLevel: entry } : entry;
  return [name, { level: (enforcementLevel ?? "mandatory") as Level, properties }] as const;
}
