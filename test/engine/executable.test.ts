import { execFile, spawn } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { BuiltExecutable } from "../support/builtExecutable";
import { openOffice } from "../support/openOffice";
import { unusedEngineAddress } from "../support/unusedEngineAddress";

const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
  version: string;
};

const PROGRAM = `
config:
  receptionPassword: { type: string, secret: true }
resources:
  reception:
    type: ozeki:SipExtension
    properties: { extensionId: "1000", userId: reception, password: "\${receptionPassword}" }
  sales:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna }
outputs:
  owner: \${found.userId}
variables:
  found:
    fn::invoke:
      function: ozeki:getSipExtension
      arguments: { extensionId: "3000" }
`;

// On other systems it was never tried, and a Node.js of a Linux distribution may have no place for an application.
const canBeMade =
  process.platform === "linux" &&
  readFileSync(process.execPath).includes("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0");

(canBeMade ? describe : describe.skip)("the plugin as one file that needs no Node.js", () => {
  let built: BuiltExecutable;
  beforeAll(async () => {
    built = await BuiltExecutable.make();
  });
  afterAll(() => built?.remove());

  test("runs where PATH is empty", async () => {
    const options = { env: { PATH: "" } };
    const said = await promisify(execFile)(built.executable, ["--version"], options);
    expect(said).toEqual({ stdout: `${version}\n`, stderr: "" });

    const plugin = spawn(built.executable, [unusedEngineAddress()], {
      ...options,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => plugin.once("exit", resolve));
    const firstLine = await new Promise<string>((resolve, reject) => {
      createInterface({ input: plugin.stdout }).once("line", resolve);
      plugin.once("exit", (code) => reject(new Error(`the plugin ended with ${code}`)));
    });
    plugin.kill("SIGINT");
    await ended;
    expect(firstLine).toMatch(/^\d+$/);
  });

  test("is installed by Pulumi, and serves a program from up to destroy without Node.js on PATH", async () => {
    symlinkSync(join(process.env.PULUMI_OZEKI_TEST_CLI ?? "", "pulumi"), join(built.folder, "pulumi"));
    const office = await openOffice({ adapter: "yaml", plugin: "installed", path: built.folder, program: PROGRAM });
    office.plant("Marked-Reception-1", "Marked-Reception-2", "Marked-Found-1");
    office.pbx.extensions.set({ ID: "3000", UserID: "porter", Password: "Marked-Found-1" });
    const { stack } = office;
    stack.setSecret("receptionPassword", "Marked-Reception-1");

    expect(basename(built.archive)).toMatch(/^pulumi-resource-ozeki-v.+-linux-(amd64|arm64)\.tar\.gz$/);
    const install = ["plugin", "install", "resource", "ozeki", version, "--file", built.archive];
    expect(await stack.pulumi(install)).toMatchObject({ code: 0 });
    const { stdout } = await stack.pulumi(["plugin", "ls", "--json"]);
    expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ name: "ozeki", kind: "resource", version })]);

    const up = await stack.upWithPreview();
    expect(up).toMatchObject({ code: 0 });
    expect(up.output).not.toMatch(/warning|Experimental/);
    expect(office.text("1000", "Password")).toBe("Marked-Reception-1");
    expect(office.pbx.extensions.ids().sort()).toEqual(["1000", "2000", "3000"]);

    office.pbx.extensions.setElement("1000", "Password", "Marked-Reception-2");
    const repair = await stack.up("--refresh");
    expect(repair).toMatchObject({ code: 0, output: expect.stringMatching(/~ 1 updated\s+2 unchanged/) });
    expect(office.text("1000", "Password")).toBe("Marked-Reception-1");

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids()).toEqual(["3000"]);
  });
});
