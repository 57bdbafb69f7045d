import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

describe("docs/reference", () => {
  test("is what the sources, the commands and the error classes make: `npm run docs` brings it up to date", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts", "docs.mjs"), "--check"], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
