import { Simulator } from "../../simulator";
import { until } from "../support/until";
import { SHIM_FOLDER, writeNpmShims } from "./support/npmShims";
import type { WindowsRun } from "./support/startOnWindows";
import { WindowsFolder } from "./support/windowsFolder";
import { WindowsStack } from "./support/windowsStack";

const phone = (name: string, id: string, more = "") =>
  `\n  ${name}: { type: "ozeki:SipExtension", properties: { extensionId: "${id}", userId: ${name}${more} } }`;
const programOf = (...phones: string[]) => `resources:${phones.join("")}`;
const PROGRAM = programOf(phone("reception", "1000"), phone("porter", "Büro 1"));
const PLAIN = ["--yes", "--skip-preview", "--stack", "dev"];
const GATE = ["refresh", "--preview-only", "--expect-no-changes", "--stack", "dev"];

/** The plugin is on PATH by the `.cmd` file that npm makes, in a folder with spaces and letters outside ASCII. */
describe("a program in YAML with CRLF, by the native plugin", () => {
  let pbx: Simulator;
  let stack: WindowsStack;
  const runs: Record<string, WindowsRun> = {};
  const seen: Record<string, unknown> = {};
  const failed = () =>
    Object.entries(runs).flatMap(([name, { code, output }]) => (code === 0 ? [] : [`${name}: ${output}`]));

  beforeAll(async () => {
    pbx = await Simulator.start({ extensions: [{ ID: "3000", UserID: "carl", Password: "Marked-1" }] });
    const folder = new WindowsFolder(SHIM_FOLDER);
    stack = await WindowsStack.create(pbx.origin, folder, [await writeNpmShims(folder)]);
    stack.yaml(PROGRAM);
    runs.create = await stack.up();
    seen.created = { pbx: pbx.extensions.ids().sort(), state: stack.extensionIds() };
    runs.unchanged = await stack.pulumi(["up", "--yes", "--expect-no-changes", "--stack", "dev"]);
    pbx.extensions.setElement("1000", "UserID", "visitor");
    seen.gate = await stack.pulumi(GATE);
    runs.refresh = await stack.pulumi(["refresh", ...PLAIN]);
    runs.repair = await stack.up();
    seen.repaired = pbx.extensions.text("1000", "UserID");
    const flags = ["--yes", "--protect=false", "--generate-code=false", "--stack", "dev"];
    runs.import = await stack.pulumi(["import", "ozeki:index:SipExtension", "carl", "3000", ...flags]);
    stack.yaml(programOf(phone("reception", "1000"), phone("porter", "Büro 1"), phone("carl", "3000")));
    runs.afterImport = await stack.pulumi(["up", "--yes", "--expect-no-changes", "--stack", "dev"]);
    runs.list = await stack.ozeki("status", "--stack", "dev");
    seen.diff = await stack.ozeki("diff", "--stack", "dev", "--properties");
    runs.destroy = await stack.pulumi(["destroy", ...PLAIN]);
    seen.destroyed = pbx.extensions.ids();
  }, 900_000);
  afterAll(async () => {
    await pbx.stop();
    stack.remove();
  });

  test("up, refresh, repair, import by ID, up without change and destroy end with exit code 0", () => {
    expect(failed()).toEqual([]);
  });

  test("up creates the extensions, and destroy removes them and the imported one", () => {
    const ids = ["1000", "Büro 1"];
    expect(seen.created).toEqual({ pbx: ["1000", "3000", "Büro 1"], state: ids });
    expect(seen.destroyed).toEqual([]);
  });

  test("the engine starts the plugin by the .cmd file of npm", () => {
    expect(runs.create?.output).toMatch(
      /using pulumi-resource-ozeki from \$PATH at .*\\\.bin\\pulumi-resource-ozeki\.cmd/i,
    );
  });

  test("drift fails the gate, and up writes it back", () => {
    expect(seen.gate).toMatchObject({ code: expect.any(Number), output: expect.stringContaining("userId") });
    expect((seen.gate as WindowsRun).code).not.toBe(0);
    expect(seen.repaired).toBe("reception");
  });

  test("pulumi-ozeki finds pulumi.exe on PATH and reads the state: status --stack and diff --stack", () => {
    expect(runs.list?.stdout).toContain("reception");
    expect(seen.diff).toMatchObject({ code: 0 });
  });

  test("the state and the output hold no password", () => {
    const printed = [...Object.values(runs), seen.gate as WindowsRun, seen.diff as WindowsRun];
    expect(printed.map(({ output }) => output).join("")).not.toContain("Marked-1");
    expect(JSON.stringify(stack.resources())).not.toContain("Marked-1");
  });
});

describe("an engine that is killed, with the native plugin", () => {
  test("the next up reports the lock, and after cancel it ends with exactly what is declared", async () => {
    const pbx = await Simulator.start({ extensions: [], faults: ["hang@AddConfig%1001"] });
    const stack = await WindowsStack.create(pbx.origin);
    try {
      stack.yaml(programOf(phone("first", "1000"), phone("second", "1001")));
      const running = stack.start(["up", "--yes", "--skip-preview", "--stack", "dev"]);
      await until(() => pbx.commands().some((line) => line.startsWith("AddConfig 1001")), "AddConfig 1001");
      await until(() => stack.extensionIds().includes("1000"), "1000 in the state");
      running.child.kill("SIGKILL");
      await running.finished;
      expect(await stack.up()).toMatchObject({ output: expect.stringContaining("lock") });
      expect(await stack.pulumi(["cancel", "--yes", "--stack", "dev"])).toMatchObject({ code: 0 });
      const up = await stack.up("--refresh");
      expect(up).toMatchObject({ code: 0, output: expect.not.stringContaining("error:") });
      expect(pbx.extensions.ids().sort()).toEqual(["1000", "1001"]);
      expect(stack.extensionIds()).toEqual(["1000", "1001"]);
    } finally {
      await pbx.stop();
      stack.remove();
    }
  }, 600_000);
});
