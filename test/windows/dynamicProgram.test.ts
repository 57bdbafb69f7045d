import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { until } from "../support/until";
import { temporaryFolder } from "./support/temporaryFolder";
import { WindowsStack } from "./support/windowsStack";
import { windowsPath } from "./support/windowsTools";

const CTRL_C = join(__dirname, "support", "ctrlC.cjs");
const UNCHANGED = ["preview", "--expect-no-changes", "--stack", "dev"];

let pbx: Simulator;
let stack: WindowsStack;
afterEach(async () => {
  await pbx.stop();
  stack.remove();
});

describe("a Node.js program with the dynamic provider", () => {
  test("up creates, a second up changes nothing, and destroy removes", async () => {
    pbx = await Simulator.start({ extensions: [] });
    stack = await WindowsStack.create(pbx.origin);
    stack.javaScript('new SipExtension("reception", { extensionId: "Büro 1", userId: "reception" });');
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(pbx.extensions.ids()).toEqual(["Büro 1"]);
    expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.pulumi(["destroy", "--yes", "--skip-preview", "--stack", "dev"])).toMatchObject({ code: 0 });
    expect(pbx.extensions.ids()).toEqual([]);
  }, 600_000);

  test("preview finds no change after export and import of 200 extensions", async () => {
    pbx = await Simulator.start({ extensions: 200 });
    stack = await WindowsStack.create(pbx.origin);
    const exported = stack.folder.file("exported");
    const options = ["--url", pbx.origin, "--dir", windowsPath(exported), "--name", "test"];
    expect(await stack.ozeki("export", ...options)).toMatchObject({ code: 0, stderr: "" });
    for (const name of readdirSync(exported)) {
      copyFileSync(join(exported, name), stack.folder.file(name));
    }
    expect(await stack.ozeki("import", "--stack", "dev", "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("200 extensions imported into stack dev."),
    });
    expect(await stack.pulumi(UNCHANGED)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("201 unchanged"),
    });
    expect(pbx.writes).toEqual([]);
  }, 900_000);

  test("import that Ctrl-C ends completes the run of Pulumi, and leaves no lock and no file with passwords", async () => {
    const phones = ["1000", "1001", "1002"];
    pbx = await Simulator.start({ extensions: phones.map((ID) => ({ ID, UserID: "office", Password: "Marked-1" })) });
    stack = await WindowsStack.create(pbx.origin);
    stack.javaScript(
      phones.map((id) => `new SipExtension("phone-${id}", { extensionId: "${id}", userId: "office" });`).join("\n"),
    );
    const temporary = await temporaryFolder();
    const stop = stack.folder.file("stop");
    stack.environment.PULUMI_OZEKI_TEST_CTRL_C = windowsPath(stop);
    const running = stack.startOzeki(["import", "--stack", "dev", "--yes"], ["--require", windowsPath(CTRL_C)]);
    const readCount = () => pbx.requests.filter(({ command }) => command === "GetConfig").length;
    const hasBegun = () => readCount() >= phones.length && stack.isLocked();
    await until(() => running.isOver() || hasBegun(), "the import of Pulumi", 300_000);
    writeFileSync(stop, "");
    expect(await running.finished).toMatchObject({
      code: 130,
      stderr: expect.stringContaining("Pulumi completes this import first"),
    });
    expect(stack.extensionIds()).toEqual(phones);
    expect(readdirSync(temporary).filter((name) => name.startsWith("pulumi-ozeki-import-"))).toEqual([]);
    expect(stack.isLocked()).toBe(false);
  }, 600_000);
});
