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
  ])("uses Pulumi's names for the files on %s %s", async (platform, arch, name, suffix) => {
    const { stdout } = await evaluate(`
      import { fileNames } from ${executable("makeExecutable.mjs")};
      console.log(JSON.stringify(fileNames("1.2.3", ${JSON.stringify({ platform, arch })})));`);
    expect(JSON.parse(stdout)).toEqual({
      executable: name,
      archive: `pulumi-resource-ozeki-v1.2.3-${suffix}.tar.gz`,
    });
  });

  /** The message of the error that a call throws. */
  const failure = async (module: string, call: string) => {
    const { logged } = await evaluate(`
      import * as module from ${executable(module)};
      try {
        await module.${call};
      } catch (error) {
        console.error(error.message);
      }`);
    return logged;
  };

  test.each([
    ["linux", "ppc64"],
    ["sunos", "x64"],
  ])("reports that Pulumi has no plugins for %s %s", async (platform, arch) => {
    const logged = await failure("makeExecutable.mjs", `fileNames("1.2.3", ${JSON.stringify({ platform, arch })})`);
    expect(logged).toEqual([`Pulumi has no plugins for ${platform} ${arch}. Build on Linux, macOS or Windows.`]);
  });

  test.each([
    ["cannot hold an application", "#!/bin/sh\nexec node\n"],
    ["already holds one", "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1"],
  ])("reports a Node that %s, and which one to use", async (_, content) => {
    const node = join(folder, "node");
    writeFileSync(node, content);
    const logged = await failure("injectScript.mjs", `findNode(${JSON.stringify(node)})`);
    expect(logged).toEqual([
      expect.stringMatching(/^\S+node cannot hold an application: .+ Use a Node\.js from https:/),
    ]);
  });

  const testTar = process.platform === "win32" ? test.skip : test;
  testTar.each([0, 1, 511, 512, 513, 70_000])("packs a file of %d bytes so that tar can read it", async (size) => {
    const archive = join(folder, "archive.tar.gz");
    const { code } = await evaluate(`
      import { writeFileSync } from "node:fs";
      import { tarGz } from ${executable("makeExecutable.mjs")};
      writeFileSync(${JSON.stringify(archive)}, await tarGz([
        { name: "tool", content: Buffer.alloc(${size}, "x"), mode: 0o755 },
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
