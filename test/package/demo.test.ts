import { writeProgram } from "../scripts/support/program";
import { IS_LONG, testLong } from "../support/adapters";
import { until } from "../support/until";
import { DemoRun } from "./support/demoRun";

/** When it is interrupted. */
const moments: [NodeJS.Signals, string][] = IS_LONG
  ? [
      ["SIGINT", "$ pulumi stack init"],
      ["SIGINT", "   +  pulumi"],
      ["SIGTERM", "$ pulumi refresh"],
    ]
  : [["SIGINT", "   +  pulumi"]];

const onPosix = process.platform === "win32" ? describe.skip : describe;

let demo: DemoRun;
beforeEach(() => {
  demo = new DemoRun();
});
afterEach(async () => {
  await until(() => demo.processesLeft().length === 0, `the end of ${demo.processesLeft().join("\n")}`);
  expect(demo.filesLeft()).toEqual([]);
  demo.remove();
});

describe("the demo", () => {
  test("tells its whole story, shows no password, and leaves nothing behind", async () => {
    expect(await demo.run()).toEqual({ code: 0, signal: null });
    expect(demo.errors()).toBe("");
    const lines = demo.lines();
    const text = lines.join("\n");

    expect(lines.filter((line) => line.startsWith("$ ")).map((line) => line.replace(/:\d+$/, ":PORT"))).toEqual([
      "$ pulumi stack init demo",
      "$ pulumi config set ozeki:url http://127.0.0.1:PORT",
      "$ pulumi config set --secret receptionPassword",
      "$ pulumi up --yes --skip-preview",
      "$ pulumi preview --diff",
      "$ pulumi up --yes --skip-preview",
      "$ pulumi refresh --yes --skip-preview --diff",
      "$ pulumi up --yes --skip-preview --diff",
      "$ pulumi destroy --yes --skip-preview",
    ]);
    const before = "0999 1000 1001 1002 1003 1010 1011 1019 1020 1021 2000";
    const after = "0999 1000 1001 1002 1003 1010 1011 1012 1019 1020 2000";
    expect(lines.filter((line) => line.startsWith("PBX: "))).toEqual([
      "PBX: has 2000",
      "PBX: got AddConfig 10 times, ListExtensions once",
      `PBX: has ${before}`,
      "PBX: got ListExtensions once",
      `PBX: has ${before}`,
      "PBX: got AddConfig once, GetConfig once, ListExtensions once, ModifyConfig once, RemoveConfig once",
      `PBX: has ${after}`,
      "PBX: 1001 has <Enabled>false</Enabled>",
      "PBX: got GetConfig 10 times",
      `PBX: has ${after}`,
      "PBX: 1001 has <Enabled>true</Enabled>",
      "PBX: got GetConfig once, ModifyConfig once",
      `PBX: has ${after}`,
      "PBX: got RemoveConfig 10 times",
      "PBX: has 2000",
    ]);
    expect(text).toMatch(/~ userId *: "daniel" => "dora"/);
    expect(text).toMatch(/~ enabled *: true => false[\s\S]*~ enabled *: false => true/);
    expect(text).toContain("pulumi config set ozeki:url http://HOST:7780");

    expect(text).not.toContain("\u001b");
    const passwords = new Set(demo.passwords());
    // Ten of the office, and one of the phone that joins it.
    expect(passwords.size).toBe(11);
    expect([...passwords].filter((password) => text.includes(password))).toEqual([]);
  });
});

onPosix("the demo, when it is interrupted", () => {
  test.each(moments)("by %s after the line `%s`: ends by it, and leaves nothing behind", async (signal, line) => {
    demo.start();
    await demo.line(line);
    demo.kill(signal);
    expect(await demo.end()).toEqual({ code: null, signal });
    expect(demo.errors()).toBe("Interrupted. Temporary files were removed.\n");
  });

  testLong("when its output is no longer read: ends, prints nothing, and leaves nothing behind", async () => {
    demo.start();
    await demo.line("$ pulumi up");
    demo.stopReading();
    expect(await demo.end()).toEqual({ code: 1, signal: null });
    expect(demo.errors()).toBe("");
  });
});

onPosix("the demo, when a step fails", () => {
  test("tells which, and ends with the exit code of Pulumi", async () => {
    const commands = '--version) echo v3.274.1;;\nup) echo "error: the disk is full" >&2; exit 3;;';
    writeProgram(demo.bin, "pulumi", `case "$1" in\n${commands}\nesac`);
    for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      writeProgram(demo.bin, name, "exit 0");
    }
    const end = await demo.run({ environment: { PATH: demo.bin, PULUMI_OZEKI_CLI: "path" } });
    expect(demo.lines()).toContain("  error: the disk is full");
    expect(demo.errors()).toBe("`pulumi up` failed with exit code 3. The reason is above.\n");
    expect(end).toEqual({ code: 3, signal: null });
  });

  test("because Pulumi did nothing: says what should be, and fails", async () => {
    writeProgram(demo.bin, "pulumi", "echo v3.274.1");
    for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      writeProgram(demo.bin, name, "exit 0");
    }
    const end = await demo.run({ environment: { PATH: demo.bin, PULUMI_OZEKI_CLI: "path" } });
    expect(demo.errors()).toBe("The demo failed: the PBX should have 11 extensions now.\n");
    expect(end).toEqual({ code: 1, signal: null });
  });

  test("because there is no Pulumi: says where it is to be had", async () => {
    const end = await demo.run({ environment: { PATH: demo.bin, PULUMI_OZEKI_CLI: "path" } });
    expect(demo.errors()).toContain("https://www.pulumi.com/docs/install/");
    expect(demo.errors().trim().split("\n")).toHaveLength(1);
    expect(end).toEqual({ code: 1, signal: null });
  });
});
