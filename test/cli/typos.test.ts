import { faultKinds, switchNames, switchTable } from "../../simulator";
import { outcome, startOffice } from "./support/office";

/** What a user types who forgets a letter in the middle. */
const withoutMiddle = (name: string) =>
  name.slice(0, Math.ceil(name.length / 2)) + name.slice(Math.ceil(name.length / 2) + 1);

/** The options of every command, as a shell completes them. */
async function optionsOfCommands(): Promise<[command: string, option: string][]> {
  const { out } = await outcome(["completion", "bash"]);
  return [...out.matchAll(/^ {4}([a-z]+)\) .*-W "(.*?)"/gm)].flatMap(([, command = "", options = ""]) =>
    options.split(" ").map((option): [string, string] => [command, option]),
  );
}

async function expectMeant(args: readonly string[], meant: string) {
  const { code, out, err } = await outcome(args);
  expect({ args, code, out }).toEqual({ args, code: 2, out: "" });
  expect(err).toMatch(/^error: unknown [^\n]*$/);
  expect(err.endsWith(` Did you mean ${meant}?`)).toBe(true);
}

describe("a name with a typo", () => {
  it("is reported with the option that was meant, for every option of every command", async () => {
    const all = await optionsOfCommands();
    expect(all).toEqual(
      expect.arrayContaining([
        ["import", "--stack"],
        ["export", "--dir"],
        ["simulate", "--fault"],
      ]),
    );
    // `--deny` without a letter is as near to others; and `--xml` leaves two letters.
    for (const [command, option] of all.filter(([, { length }]) => length > 6)) {
      await expectMeant([command, withoutMiddle(option)], option);
      await expectMeant([command, `${withoutMiddle(option)}=Marked`], option);
    }
  });

  it("is none where an option has a value that it does not take, or is before the command", async () => {
    expect(await outcome(["list", "--json=Marked"])).toMatchObject({
      code: 2,
      err: "error: --json takes no value: omit what follows the =",
    });
    expect(await outcome(["--url", "http://pbx:7780", "list"])).toMatchObject({
      code: 2,
      err: "error: --url comes after the command: pulumi-ozeki list --url …",
    });
  });

  it("is reported with the command that was meant, also after help", async () => {
    const commands = [...new Set((await optionsOfCommands()).map(([command]) => command)), "completion"];
    expect(commands).toContain("doctor");
    for (const command of commands) {
      await expectMeant([withoutMiddle(command)], command);
      await expectMeant(["help", withoutMiddle(command)], command);
    }
  });

  it("is reported with the fault, the switch or the value of a switch that was meant", async () => {
    for (const kind of Object.keys(faultKinds).filter(({ length }) => length > 5)) {
      await expectMeant(["simulate", "--fault", kind.toUpperCase()], kind);
    }
    for (const name of switchNames) {
      await expectMeant(["simulate", "--switch", `${withoutMiddle(name)}=x`], name);
      for (const value of switchTable[name].values.filter((candidate) => /[a-z]/.test(candidate))) {
        await expectMeant(["simulate", "--switch", `${name}=${value}x`], value);
      }
    }
    await expectMeant(["simulate", "--fault", "hang@AddConfg"], "AddConfig");
    await expectMeant(["completion", "pwershell"], "powershell");
    await expectMeant(["export", "--language", "Yaml"], "yaml");
  });

  it.each<[string, string[]]>([
    ["list", []],
    ["list", ["--details"]],
    ["export", ["--dir", "never-written"]],
  ])("is reported with the type that was meant: %s %j", async (command, more) => {
    const pbx = await startOffice();
    for (const [typo, meant] of [
      ["sip", "SIP"],
      ["MadeupMenu", "MadeUpMenu"],
      ["MadeUpQueu", "MadeUpQueue"],
    ] as const) {
      await expectMeant([command, ...more, "--url", pbx.origin, "--type", typo], meant);
    }
  });
});

describe("a name that is near to no other", () => {
  it.each<[string, string[], string]>([
    [
      "an option",
      ["list", "--xyzzy"],
      "error: unknown option '--xyzzy'. `pulumi-ozeki list --help` lists all of them.",
    ],
    ["a command", ["xyzzy"], "error: unknown command 'xyzzy'. `pulumi-ozeki --help` lists all of them."],
    ["a topic", ["help", "nope"], "error: unknown command 'nope'. `pulumi-ozeki --help` lists all of them."],
    [
      "a fault",
      ["simulate", "--fault", "foo"],
      "error: unknown fault 'foo'. `pulumi-ozeki simulate --help` lists all of them.",
    ],
    [
      "a switch",
      ["simulate", "--switch", "a=b"],
      "error: unknown switch 'a'. `pulumi-ozeki simulate --help` lists all of them.",
    ],
    [
      "a value that is as near to two",
      ["simulate", "--switch", "modifyUnknownId=703"],
      "error: unknown modifyUnknownId value '703'. Choose one of: 701, 702.",
    ],
    [
      "a shell",
      ["completion", "csh-like"],
      "error: unknown shell 'csh-like'. Choose one of: bash, zsh, fish, powershell.",
    ],
  ])("is reported in one line, with what there is: %s", async (_, args, message) => {
    expect(await outcome(args)).toMatchObject({ code: 2, out: "", err: message });
  });

  it("is reported with the types of the PBX, where it is a type", async () => {
    const pbx = await startOffice();
    const { code, err } = await outcome(["list", "--url", pbx.origin, "--type", "Trunk"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error: unknown type 'Trunk'. Choose one of: MadeUpMenu, MadeUpQueue, SIP.",
    });
  });
});

describe("an address without http://", () => {
  it.each([
    ["127.0.0.1:7780", "http://127.0.0.1:7780"],
    ["localhost:7780/", "http://localhost:7780"],
    ["pbx.example", "http://pbx.example:7780"],
    ["[::1]:7780", "http://[::1]:7780"],
  ])("is reported with the address to write: %s", async (address, meant) => {
    for (const [args, environment, name] of [
      [["list", "--url", address], {}, "--url"],
      [["doctor"], { OZEKI_URL: address }, "OZEKI_URL"],
    ] as const) {
      expect(await outcome(args, environment)).toMatchObject({
        code: 2,
        err: `error: ${name} is not the address of a PBX: write ${meant}`,
      });
    }
  });
});
