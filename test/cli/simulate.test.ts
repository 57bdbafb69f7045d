import type { ChildProcessByStdio } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
type Child = ChildProcessByStdio<null, Readable, Readable>;
let children: Child[] = [];

beforeAll(() => {
  if (!existsSync(main)) {
    throw new Error("dist/cli/main.js is not there: run `npm run build` first");
  }
});

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  children = [];
});

function start(...args: string[]): Child {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

async function firstLine(child: Child): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    return line;
  }
  throw new Error("it printed nothing");
}

const originIn = (line: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";

// Windows has no signals: a kill there ends a process without a chance to do anything.
const itWithSignals = process.platform === "win32" ? it.skip : it;

describe("the process of pulumi-ozeki simulate", () => {
  itWithSignals.each(["SIGINT", "SIGTERM"] as const)(
    "ends at %s at once with exit code 0, even with a request that hangs",
    async (signal) => {
      const child = start("simulate", "--port", "0", "--fault", "hang@GetConfig");
      const origin = originIn(await firstLine(child));
      const reply = await fetch(`${origin}/?command=ListExtensions`);
      expect(await reply.text()).toContain("<Code>200</Code>");
      const hanging = fetch(`${origin}/?command=GetConfig`).then(
        () => "answered",
        () => "cut off",
      );
      let seen = "";
      while (!seen.includes("hang@GetConfig")) {
        seen = await (await fetch(`${origin}/__console`)).text();
      }
      child.kill(signal);
      expect(await once(child, "exit")).toEqual([0, null]);
      expect(await hanging).toBe("cut off");
    },
  );

  it("ends with 1 and one line where the port is in use", async () => {
    const first = start("simulate", "--port", "0");
    const port = new URL(originIn(await firstLine(first))).port;
    const second = start("simulate", "--port", port);
    let warned = "";
    second.stderr.on("data", (chunk) => {
      warned += String(chunk);
    });
    expect(await once(second, "close")).toEqual([1, null]);
    expect(warned).toMatch(/^error: port \d+ on 127\.0\.0\.1 is in use, .*\n$/);
  });

  it("ends where nobody reads its output any more", async () => {
    const child = start("simulate", "--port", "0");
    const origin = originIn(await firstLine(child));
    child.stdout.destroy();
    const exit = once(child, "exit");
    // Each of these has a line printed, until the process notices that nobody takes them.
    while (child.exitCode === null) {
      await fetch(`${origin}/?command=ListExtensions`).then(
        (reply) => reply.text(),
        () => undefined,
      );
    }
    expect(await exit).toEqual([0, null]);
  });

  it("ends with 2 where an option is wrong", async () => {
    const child = start("simulate", "--port", "nonsense");
    expect(await once(child, "exit")).toEqual([2, null]);
  });
});
