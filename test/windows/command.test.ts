import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Simulator } from "../../simulator";
import { until } from "../support/until";
import { SHIM_FOLDER, writeNpmShims } from "./support/npmShims";
import { runNode, runOnWindows, startOnWindows } from "./support/startOnWindows";
import { ROOT, WindowsFolder } from "./support/windowsFolder";
import { IS_WINE, windowsPath, windowsTools } from "./support/windowsTools";

const CTRL_C = join(__dirname, "support", "ctrlC.cjs");
const ESCAPE = "\u001b";
const PASSWORD = "Marked-1";

let pbx: Simulator;
let folder: WindowsFolder;
beforeAll(async () => {
  folder = new WindowsFolder();
  pbx = await Simulator.start({
    extensions: [
      { ID: "1000", UserID: "reception", Password: PASSWORD },
      { ID: "Büro 1", UserID: "office", Password: PASSWORD },
      { ID: 'quo"te', UserID: "odd", Password: PASSWORD },
    ],
  });
});
afterAll(async () => {
  await pbx.stop();
  folder.remove();
});

const connection = () => ["--url", pbx.origin];
/** Runs `pulumi-ozeki` in a folder whose path has spaces and letters outside ASCII. */
const ozeki = (...args: string[]) => runNode([windowsPath(folder.command), ...args], { cwd: folder.path });

describe("pulumi-ozeki on Windows", () => {
  test("list prints the extensions, without colour where it does not print to a terminal", async () => {
    const run = await ozeki("list", ...connection());
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toBe('ID      Type\n1000    SIP\nBüro 1  SIP\nquo"te  SIP\n');
  });

  test("show takes an ID with a space, a letter outside ASCII or a quote, and masks the password", async () => {
    for (const id of ["1000", "Büro 1", 'quo"te']) {
      const run = await ozeki("show", id, ...connection());
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(run.stdout).toContain(id);
      expect(run.stdout).not.toContain(PASSWORD);
    }
  });

  test("status, doctor, help, version and completion print what they print elsewhere", async () => {
    expect(await ozeki("status", ...connection())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Büro 1"),
    });
    const doctor = await ozeki("doctor", ...connection());
    expect(doctor.output).not.toContain(ESCAPE);
    expect(doctor).toMatchObject({ code: 0, stdout: expect.stringContaining(pbx.origin) });
    expect(await ozeki("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("Usage: pulumi-ozeki") });
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(await ozeki("--version")).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(await ozeki("completion", "powershell")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Register-ArgumentCompleter"),
    });
  });

  test("export writes a project into a folder with spaces and letters outside ASCII, and never over another", async () => {
    const target = folder.file("exportált hívók", "new one");
    const args = ["export", ...connection(), "--dir", windowsPath(target)];
    const run = await ozeki(...args);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(target).sort()).toEqual([
      ".gitignore",
      "Pulumi.yaml",
      "README.md",
      "index.ts",
      "package.json",
      "tsconfig.json",
    ]);
    const program = readFileSync(join(target, "index.ts"), "utf8");
    expect(program).toContain('extensionId: "Büro 1"');
    expect(program).not.toContain(PASSWORD);
    expect(program).not.toContain("\r");
    expect(readdirSync(dirname(target))).toEqual(["new one"]);
    expect(await ozeki(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining("is not empty") });
  });

  test("export --csv writes a file that a program reads after a spreadsheet has saved it with CRLF", async () => {
    const target = folder.file("csv");
    expect(await ozeki("export", "--csv", ...connection(), "--dir", windowsPath(target))).toMatchObject({ code: 0 });
    const file = join(target, "extensions.csv");
    const rows = readFileSync(file, "utf8");
    writeFileSync(file, `\uFEFF${rows.replace(/^\uFEFF/, "").replace(/\r?\n/g, "\r\n")}`);
    const read = 'console.log(JSON.stringify(require("pulumi-ozeki").readSipExtensions(process.argv[1])))';
    const run = await runNode(["-e", read, windowsPath(file)], { cwd: folder.path });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain('"extensionId":"Büro 1"');
    expect(run.stdout).not.toContain("\\r");
  });

  test("reports a PBX that cannot be reached with exit code 1 and no stack", async () => {
    const run = await ozeki("list", "--url", "http://127.0.0.1:1");
    expect(run.code).toBe(1);
    expect(run.output).not.toMatch(/\n\s+at /);
  });

  test("simulate answers the API and its console until Ctrl-C", async () => {
    const stop = folder.file("stop");
    const running = startOnWindows(
      windowsTools.node,
      ["--require", windowsPath(CTRL_C), windowsPath(folder.command), "simulate", "--port", "0", "--extensions", "3"],
      { cwd: folder.path, environment: { PULUMI_OZEKI_TEST_CTRL_C: windowsPath(stop) } },
    );
    const origin = () => /http:\/\/127\.0\.0\.1:\d+/.exec(running.output())?.[0];
    await until(() => origin() !== undefined || running.isOver(), "the address of the simulator");
    expect(await ozeki("list", "--url", origin() ?? "")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("1002"),
    });
    expect((await fetch(`${origin()}/__console`)).status).toBe(200);
    writeFileSync(stop, "");
    expect(await running.finished).toMatchObject({ code: 0, stderr: "" });
  });

  test("export that Ctrl-C ends leaves nothing half-written", async () => {
    const slow = await Simulator.start({ extensions: 3, faults: ["hang@GetConfig#2-"] });
    try {
      const stop = folder.file("stop-export");
      const target = folder.file("interrupted", "new");
      const running = startOnWindows(
        windowsTools.node,
        [
          ...["--require", windowsPath(CTRL_C), windowsPath(folder.command), "export"],
          ...["--url", slow.origin, "--dir", windowsPath(target)],
        ],
        { cwd: folder.path, environment: { PULUMI_OZEKI_TEST_CTRL_C: windowsPath(stop) } },
      );
      await until(() => slow.requests.some(({ command }) => command === "GetConfig"), "GetConfig");
      writeFileSync(stop, "");
      expect(await running.finished).toMatchObject({ code: 130 });
      expect(existsSync(target)).toBe(false);
    } finally {
      await slow.stop();
    }
  });
});

describe("the .cmd file that npm makes of pulumi-ozeki", () => {
  const shell = () => (IS_WINE ? join(windowsTools.wine?.prefix ?? "", "drive_c/windows/system32/cmd.exe") : "cmd.exe");

  let shims: WindowsFolder;
  beforeAll(() => {
    shims = new WindowsFolder(SHIM_FOLDER);
  });
  afterAll(() => shims.remove());

  test("starts the command from a path with spaces and letters outside ASCII, and passes its exit code on", async () => {
    const path = [await writeNpmShims(shims)];
    const run = (...args: string[]) =>
      runOnWindows(shell(), ["/d", "/c", "pulumi-ozeki", ...args], { cwd: folder.path, path });
    const listed = await run("list", ...connection());
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining("Büro 1") });
    expect(await run("show", "Büro 1", ...connection())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("office"),
    });
    expect(await run("no-such-command")).toMatchObject({ code: 2 });
  });
});
