import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultKinds, switchNames, switchTable } from "../../simulator";
import { runCli } from "./support/runCli";

describe("pulumi-ozeki", () => {
  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    const cli = runCli(["--version"]);
    expect(await cli.exitCode).toBe(0);
    expect(cli.printed).toEqual([version]);
  });

  it.each([["--help"], ["help"]])("says with %s what there is", async (word) => {
    const cli = runCli([word]);
    expect(await cli.exitCode).toBe(0);
    expect(cli.printed.join("\n")).toMatch(/Usage: pulumi-ozeki [\s\S]* simulate .*run a simulated PBX/);
  });

  it("refuses a command that there is not, with exit code 2 and a way on", async () => {
    const cli = runCli(["simulat"]);
    expect(await cli.exitCode).toBe(2);
    expect(cli.printed).toEqual([]);
    expect(cli.warned.join("\n")).toBe("error: unknown command 'simulat'. Did you mean simulate?");
  });

  it("without a command says what there is, with exit code 2", async () => {
    const cli = runCli([]);
    expect(await cli.exitCode).toBe(2);
    expect(cli.warned.join("\n")).toContain("Usage: pulumi-ozeki");
  });

  it.each([[["simulate", "--help"]], [["help", "simulate"]]])(
    "%j says all options, switches, faults and exit codes",
    async (args) => {
      const cli = runCli(args);
      expect(await cli.exitCode).toBe(0);
      const text = cli.printed.join("\n");
      for (const name of switchNames) {
        expect(text).toContain(`  ${name}=${switchTable[name].values.join("|")} `);
      }
      for (const kind of Object.keys(faultKinds)) {
        expect(text).toContain(`\n  ${kind} `);
      }
      for (const option of [
        "port",
        "host",
        "extensions",
        "login",
        "user",
        "allow",
        "deny",
        "switch",
        "fault",
        "latency",
      ]) {
        expect(text).toContain(`--${option} <`);
      }
      expect(text).toContain("(default: 7780)");
      expect(text).toContain(`(default: "127.0.0.1")`);
      expect(text).toMatch(/Exit codes: 0 .*1 .*2 /);
    },
  );

  it("ends with 130 where Ctrl-C comes when all is printed", async () => {
    const cli = runCli(["completion", "bash"]);
    cli.end();
    expect(await cli.exitCode).toBe(130);
    expect(cli.printed.join("\n")).toContain("complete -o default -F");
  });

  it("loads the code of a subcommand only when it is asked for", async () => {
    await jest.isolateModulesAsync(async () => {
      jest.doMock("../../cli/commands/simulate", () => {
        throw new Error("loaded");
      });
      const { run } = require("../../cli/run") as typeof import("../../cli/run");
      const terminal = {
        print: () => {},
        printData: () => {},
        warn: () => {},
        flushed: async () => {},
        hasReader: () => true,
        environment: {},
        ended: new AbortController().signal,
        isInteractive: false,
        hasColour: false,
        window: () => undefined,
        clear: undefined,
        progress: undefined,
        ask: async () => "",
      };
      expect(await run(["--version"], terminal)).toBe(0);
      await expect(run(["simulate", "--help"], terminal)).rejects.toThrow("loaded");
    });
    jest.dontMock("../../cli/commands/simulate");
  });
});
