import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./support/run";

const executable = (name: string) =>
  JSON.stringify(pathToFileURL(resolve(__dirname, "../../scripts/executable", name)));
const evaluate = (source: string) => run(["--input-type=module", "-e", source], {}).outcome;

describe("scripts/executable/", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-executable-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["linux", "x64", "pulumi-resource-ozeki", "linux-amd64"],
    ["linux", "arm64", "pulumi-resource-ozeki", "linux-arm64"],
    ["darwin", "arm64", "pulumi-resource-ozeki", "darwin-arm64"],
    ["win32", "x64", "pulumi-resource-ozeki.exe", "windows-amd64"],
  ])("names what it makes on %s %s as Pulumi does", async (platform, arch, name, suffix) => {
    const { stdout } = await evaluate(`
      import { namesFor } from ${executable("names.mjs")};
      console.log(JSON.stringify(namesFor("1.2.3", ${JSON.stringify({ platform, arch })})));`);
    expect(JSON.parse(stdout)).toEqual({
      executable: name,
      archive: `pulumi-resource-ozeki-v1.2.3-${suffix}.tar.gz`,
    });
  });

  /** What an attempt that fails says to people. */
  const complaint = async (library: string, attempt: string) => {
    const { said } = await evaluate(`
      import { explained } from ${JSON.stringify(pathToFileURL(resolve(__dirname, "../../scripts/shared/foreseen.mjs")))};
      import * as library from ${executable(library)};
      try {
        await library.${attempt};
      } catch (error) {
        console.error(explained(error));
      }`);
    return said;
  };

  test.each([
    ["linux", "ppc64"],
    ["sunos", "x64"],
  ])("says in one line that there is nothing for %s %s", async (platform, arch) => {
    const said = await complaint("names.mjs", `namesFor("1.2.3", ${JSON.stringify({ platform, arch })})`);
    expect(said).toEqual([`Pulumi has no plugins for ${platform} ${arch}: build on Linux, macOS or Windows.`]);
  });

  test.each([
    ["no place", "#!/bin/sh\nexec node\n"],
    ["an application already", "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1"],
  ])("says in one line that a Node has %s in it, and what to use", async (_, content) => {
    const node = join(folder, "node");
    writeFileSync(node, content);
    const said = await complaint("node.mjs", `thisNode(${JSON.stringify(node)})`);
    expect(said).toEqual([
      expect.stringMatching(/^\S+node has no place for an application: .+ Use a Node\.js from https:/),
    ]);
  });

  const testTar = process.platform === "win32" ? test.skip : test;
  testTar.each([0, 1, 511, 512, 513, 70_000])("packs a file of %d bytes as tar reads it", async (size) => {
    const archive = join(folder, "archive.tar.gz");
    const { code } = await evaluate(`
      import { writeFileSync } from "node:fs";
      import { tarGz } from ${executable("archive.mjs")};
      writeFileSync(${JSON.stringify(archive)}, await tarGz([
        { name: "tool", content: Buffer.alloc(${size}, "x"), executable: true },
        { name: "LICENSE", content: Buffer.from("free") },
      ]));`);
    expect(code).toBe(0);
    execFileSync("tar", ["-xzf", archive, "-C", folder]);
    expect(readFileSync(join(folder, "tool"), "utf8")).toBe("x".repeat(size));
    expect(statSync(join(folder, "tool")).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(folder, "LICENSE"), "utf8")).toBe("free");
    expect(statSync(join(folder, "LICENSE")).mode & 0o111).toBe(0);
  });
});
