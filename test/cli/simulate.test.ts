import type { ChildProcessByStdio } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Simulator } from "../../simulator";
import type { CliRun } from "./support/runCli";
import { runCli } from "./support/runCli";

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

// Windows has no signals: a kill there ends a process before it can do anything.
const itWithSignals = process.platform === "win32" ? it.skip : it;

describe("the process of pulumi-ozeki simulate", () => {
  itWithSignals.each(["SIGINT", "SIGTERM"] as const)(
    "ends at %s at once with exit code 0, even with a request that hangs and an open console",
    async (signal) => {
      const child = start("simulate", "--port", "0", "--fault", "hang@GetConfig");
      const origin = originIn(await firstLine(child));
      const reply = await fetch(`${origin}/?command=ListExtensions`);
      expect(await reply.text()).toContain("<Code>200</Code>");
      const hanging = fetch(`${origin}/?command=GetConfig`).then(
        () => "answered",
        () => "cut off",
      );
      const events = await fetch(`${origin}/__console/events`);
      const console = events.text().then(
        () => "answered",
        () => "cut off",
      );
      let seen = "";
      while (!seen.includes("hang@GetConfig")) {
        seen = await (await fetch(`${origin}/__console/state`)).text();
      }
      child.kill(signal);
      expect(await once(child, "exit")).toEqual([0, null]);
      expect(await Promise.all([hanging, console])).toEqual(["cut off", "cut off"]);
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
    expect(warned).toMatch(/^error: port \d+ on 127\.0\.0\.1 is already in use\. .*\n$/);
  });

  it("ends when its output is no longer read", async () => {
    const child = start("simulate", "--port", "0");
    const origin = originIn(await firstLine(child));
    child.stdout.destroy();
    const exit = once(child, "exit");
    // Each of these has a line printed, until the process notices that they are not read.
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

const ask = async (origin: string, parameters: Record<string, string>) => {
  const response = await fetch(origin, { method: "POST", body: new URLSearchParams(parameters) });
  return response.text();
};
const codeOf = async (origin: string, parameters: Record<string, string>) =>
  Number(/<Code>(\d+)/.exec(await ask(origin, parameters))?.[1]);

let started: CliRun[] = [];

afterEach(async () => {
  for (const cli of started) {
    cli.end();
    await cli.exitCode;
  }
  started = [];
});

async function simulate(args: readonly string[], environment: Record<string, string> = {}) {
  const cli = runCli(["simulate", "--port", "0", ...args], environment);
  started.push(cli);
  const greeting = await cli.line("Simulated PBX");
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0] ?? "";
  return { cli, greeting, origin };
}

describe("pulumi-ozeki simulate", () => {
  it("says where it listens, and how to use it in lines to copy, then one line a request, and ends with 0", async () => {
    const { cli, greeting, origin } = await simulate(["--extensions", "3"]);
    expect(greeting).toBe(`Simulated PBX at ${origin} (Ctrl-C ends it)`);
    expect(await codeOf(origin, { command: "GetConfig", ExtensionId: "1002" })).toBe(200);
    expect(await codeOf(origin, { command: "GetConfig", ExtensionId: "1003" })).toBe(701);
    await cli.line("1003");
    expect(cli.printed).toHaveLength(5);
    expect(cli.printed[1]).toBe(
      `Web console: ${origin}/__console (shows each request; change phones there to see drift)`,
    );
    expect(cli.printed[2]).toBe(`To use it:\n\n  pulumi config set ozeki:url ${origin}\n`);
    expect(cli.printed[3]).toMatch(/^#1 .* GetConfig {2}1002 {2}200 {2}\d+ ms$/);
    expect(cli.printed[4]).toMatch(/^#2 .* GetConfig {2}1003 {2}701 {2}\d+ ms$/);
    cli.end();
    expect(await cli.exitCode).toBe(0);
    expect(cli.warned).toEqual([]);
    await expect(fetch(origin)).rejects.toThrow();
  });

  it("with --quiet has no line for a request", async () => {
    const { cli, origin } = await simulate(["--quiet"]);
    expect(await codeOf(origin, { command: "ListExtensions" })).toBe(200);
    cli.end();
    await cli.exitCode;
    expect(cli.printed).toHaveLength(3);
  });

  it("takes switches and faults, several of each", async () => {
    const { cli, origin } = await simulate([
      ...["--switch", "modifyUnknownId=702", "--switch", "emptyList=absent"],
      ...["--fault", "code-306@GetConfig#2", "--fault", "code-999@RemoveConfig"],
    ]);
    const ConfigXML =
      `<Config knownType="SIPExtensionInfo"><AuthorizationName>1</AuthorizationName><Password>sip-secret</Password>` +
      "<Username>1</Username><Enabled>true</Enabled><ID>1</ID><UserID>u</UserID></Config>";
    expect(await codeOf(origin, { command: "ModifyConfig", ExtensionType: "SIP", ConfigXML })).toBe(702);
    expect(await ask(origin, { command: "ListExtensions" })).not.toContain("Extensions");
    expect(await codeOf(origin, { command: "GetConfig", ExtensionId: "1" })).toBe(701);
    expect(await codeOf(origin, { command: "GetConfig", ExtensionId: "1" })).toBe(306);
    expect(await codeOf(origin, { command: "RemoveConfig", ExtensionId: "1" })).toBe(999);
    await cli.line("999  fault code-999@RemoveConfig, not executed");
    expect(cli.printed.join("\n")).not.toContain("sip-secret");
  });

  it("takes a login, its password from the environment, and prints neither password", async () => {
    const environment = { OZEKI_SIMULATOR_PASSWORD: "login-secret" };
    const { cli, origin } = await simulate(["--login", "admin"], environment);
    expect(await cli.line("To use it:")).toContain(
      "\n  pulumi config set ozeki:username admin\n  pulumi config set --secret ozeki:password\n",
    );
    expect(await codeOf(origin, { command: "ListExtensions" })).toBe(304);
    expect(await codeOf(origin, { command: "ListExtensions", Username: "admin", Password: "x" })).toBe(305);
    const credentials = { Username: "admin", Password: "login-secret" };
    expect(await codeOf(origin, { command: "ListExtensions", ...credentials })).toBe(200);
    await (await fetch(`${origin}/?${new URLSearchParams({ command: "ListExtensions", ...credentials })}`)).text();
    await cli.line("#4");
    expect(cli.printed.join("\n")).not.toContain("login-secret");
  });

  it("knows office users: those named, the login, and the owners of its extensions", async () => {
    const environment = { OZEKI_SIMULATOR_PASSWORD: "p" };
    const args = [
      "--switch",
      "unknownUser=702",
      "--user",
      "jane",
      "--user",
      "joe",
      "--extensions",
      "1",
      "--login",
      "admin",
    ];
    const { origin } = await simulate(args, environment);
    const codes = [];
    for (const [index, user] of ["jane", "joe", "admin", "user1000", "stranger"].entries()) {
      const ID = String(index);
      const ConfigXML =
        `<Config knownType="SIPExtensionInfo"><AuthorizationName>${ID}</AuthorizationName><Password>p</Password>` +
        `<Username>1</Username><Enabled>true</Enabled><ID>${ID}</ID><UserID>${user}</UserID></Config>`;
      const login = { Username: "admin", Password: "p" };
      codes.push(await codeOf(origin, { command: "AddConfig", ExtensionType: "SIP", ConfigXML, ...login }));
    }
    expect(codes).toEqual([200, 200, 200, 200, 702]);
  });

  it("takes allowed and denied addresses", async () => {
    const { origin } = await simulate(["--allow", "10.0.0.0/8", "--allow", "127.0.0.0/8"]);
    expect(await codeOf(origin, { command: "ListExtensions" })).toBe(200);
    const denying = await simulate(["--allow", "127.0.0.0/8", "--deny", "127.0.0.1"]);
    expect(await codeOf(denying.origin, { command: "ListExtensions" })).toBe(307);
  });

  it("takes a latency, and has a console", async () => {
    const { origin } = await simulate(["--latency", "1", "--extensions", "1"]);
    expect(await codeOf(origin, { command: "ListExtensions" })).toBe(200);
    const state = await (await fetch(`${origin}/__console/state`)).text();
    expect(state).toContain(`"id":"1000"`);
    expect(state).not.toContain("simulated-1000");
    expect((await (await fetch(`${origin}/__console`)).text()).includes("<!doctype html>")).toBe(true);
  });

  it("with --office begins with an office, whose users exist", async () => {
    const { cli, origin } = await simulate(["--office", "--switch", "unknownUser=702"]);
    expect(await ask(origin, { command: "GetConfig", ExtensionId: "1100" })).toContain("Luis Ortega");
    const xml =
      (await ask(origin, { command: "GetConfig", ExtensionId: "1100" })).match(/<Config.*<\/Config>/s)?.[0] ?? "";
    const ConfigXML = xml.replace("<Enabled>", "<Username>1100</Username><Enabled>");
    expect(await codeOf(origin, { command: "ModifyConfig", ExtensionType: "SIP", ConfigXML })).toBe(200);
    expect(cli.printed[1]).toContain(`${origin}/__console`);
  });

  it("prints a line for each change that a person makes in the console", async () => {
    const { cli, origin } = await simulate(["--extensions", "1"]);
    const token = /name="console-token" content="([^"]+)"/.exec(await (await fetch(`${origin}/__console`)).text())?.[1];
    const answer = await fetch(`${origin}/__console/password`, {
      method: "POST",
      headers: { Origin: origin, "Content-Type": "application/json", "X-Console-Token": token ?? "" },
      body: JSON.stringify({ id: "1000", password: "sip-secret" }),
    });
    expect(answer.status).toBe(200);
    expect(await cli.line("Changed")).toBe("console  Changed the password  1000");
    expect(cli.printed.join("\n")).not.toContain("secret");
  });

  it("warns where others can reach it", async () => {
    const { cli } = await simulate(["--host", "0.0.0.0"]);
    expect(cli.warned).toEqual([
      expect.stringMatching(/^warning: the simulator listens on 0\.0\.0\.0: others on the network/),
    ]);
  });

  it("ends at once when it was ended before it began", async () => {
    const cli = runCli(["simulate", "--port", "0"]);
    cli.end();
    expect(await cli.exitCode).toBe(0);
  });
});

describe("pulumi-ozeki simulate does not begin", () => {
  it("where the port is in use: one line with a way on, exit code 1", async () => {
    const other = await Simulator.start();
    try {
      const cli = runCli(["simulate", "--port", String(other.port)]);
      expect(await cli.exitCode).toBe(1);
      expect(cli.printed).toEqual([]);
      expect(cli.warned).toEqual([
        `error: port ${other.port} on 127.0.0.1 is already in use. End the program that uses it, or choose another port: --port ${other.port < 65_535 ? other.port + 1 : 7780}`,
      ]);
    } finally {
      await other.stop();
    }
  });

  it("where the host is none of this machine: exit code 1", async () => {
    // An address that is set aside for documentation: no machine has it.
    const cli = runCli(["simulate", "--port", "0", "--host", "192.0.2.1"]);
    expect(await cli.exitCode).toBe(1);
    expect(cli.warned).toEqual([expect.stringContaining("192.0.2.1 is not an address of this machine")]);
  });

  it.each([
    [["--port", "x"], "a whole number from 0 to 65535"],
    [["--port", "65536"], "a whole number from 0 to 65535"],
    [["--port", "-1"], "a whole number from 0 to 65535"],
    [["--extensions", "1.5"], "a whole number from 0 to 100000"],
    [["--latency", ""], "a whole number from 0 to 600000"],
    [["--fault", "explode"], "error: unknown fault 'explode'. `pulumi-ozeki simulate --help` lists all of them."],
    [
      ["--fault", "hang@Dial"],
      "error: unknown command of the PBX 'Dial'. `pulumi-ozeki simulate --help` lists all of them.",
    ],
    [["--switch", "colour=red"], "error: unknown switch 'colour'. `pulumi-ozeki simulate --help` lists all of them."],
    [["--switch", "modifyUnknownId=1"], "error: unknown modifyUnknownId value '1'. Choose one of: 701, 702."],
    [["--allow", "pbx.local"], `"pbx.local" is not an address: write an IP`],
    [["--deny", "1.2.3.4/99"], `"1.2.3.4/99" is not an address: write an IP`],
    [["--login", "admin"], "OZEKI_SIMULATOR_PASSWORD"],
    [["--password", "secret"], "unknown option '--password'"],
    [["--office", "--extensions", "3"], "option '--office' cannot be used with option '--extensions <count>'"],
    [["more"], "too many arguments"],
    [["--fault"], "argument missing"],
  ])("with %j: exit code 2, and the reason", async (args, reason) => {
    const cli = runCli(["simulate", "--port", "0", ...args]);
    expect(await cli.exitCode).toBe(2);
    expect(cli.printed).toEqual([]);
    expect(cli.warned.join("\n")).toContain(reason);
  });
});
