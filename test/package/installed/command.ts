import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import type { Installation } from "../support/installation";

export function command(installed: () => Installation): void {
  test("is run by npx, and its help lists the subcommands", async () => {
    const { code, output } = await installed().run("npx", "pulumi-ozeki", "--help");
    expect(output).toContain("Usage: pulumi-ozeki");
    expect(output).toContain("simulate");
    expect(code).toBe(0);
  });

  test("prints its version", async () => {
    const { version } = JSON.parse(readFileSync(join(installed().packageFolder, "package.json"), "utf8"));
    const main = join(installed().packageFolder, "dist", "cli", "main.js");
    const { code, stdout } = await installed().run(process.execPath, main, "--version");
    expect(stdout.trim()).toBe(version);
    expect(code).toBe(0);
  });

  test("is installed in the form that this system starts", () => {
    const name = process.platform === "win32" ? "pulumi-ozeki.cmd" : "pulumi-ozeki";
    expect(existsSync(join(installed().folder, "node_modules", ".bin", name))).toBe(true);
  });

  // Windows has no signal that asks a process to end.
  (process.platform === "win32" ? test.skip : test)("simulate runs a PBX until a signal ends it", async () => {
    const script = join(installed().packageFolder, "dist", "cli", "main.js");
    const child = spawn(process.execPath, [script, "simulate", "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      let printed = "";
      child.stdout.on("data", (chunk: Buffer) => {
        printed += chunk;
      });
      await until(() => /http:\/\/127\.0\.0\.1:\d+/.test(printed), "the simulator's address");
      const [origin = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      expect(await (await fetch(`${origin}/?Command=ListExtensions`)).text()).toContain("<Extensions />");
      child.kill("SIGINT");
      expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    } finally {
      child.kill("SIGKILL");
    }
  });
}
