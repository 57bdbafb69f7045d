import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IS_LONG } from "../support/adapters";
import { finished } from "./support/finished";
import { ROOT } from "./support/tarball";

const { version, dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
  dependencies: Record<string, string>;
};

/** It makes an executable and asks for Python's build tools. */
const TIMEOUT_MS = 600_000;

(IS_LONG && process.platform === "linux" ? describe : describe.skip)("npm run release:check", () => {
  let out: string;
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "pulumi-ozeki-release-"));
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test(
    "makes and tries what a release publishes",
    async () => {
      const { code, output } = await finished("npm", ["run", "release:check", "--", "--out", out], ROOT);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^Ready/m) });
      expect(output).toContain("Pulumi installs its archive with --file and with --server.");

      expect(readdirSync(join(out, "npm"))).toEqual([`pulumi-ozeki-${version}.tgz`]);
      expect(readFileSync(join(out, "notes.md"), "utf8").trim()).not.toBe("");
      if (output.includes("The library for Python was made.")) {
        expect(readdirSync(join(out, "python"))).toEqual([`pulumi_ozeki-${version}-py3-none-any.whl`]);
      }
      const { components } = JSON.parse(readFileSync(join(out, "assets", "pulumi-ozeki.cdx.json"), "utf8")) as {
        components: { name: string }[];
      };
      const names = components.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), "@pulumi/pulumi", "@grpc/grpc-js"]));
      expect(names).not.toContain("jest");
    },
    TIMEOUT_MS,
  );
});
