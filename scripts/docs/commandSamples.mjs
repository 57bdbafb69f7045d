import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";

/**
 * @typedef {import("./commandPages.mjs").Sample} Sample
 * @typedef {import("../../simulator/index.js").Simulator} Simulator
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 * @typedef {ReturnType<typeof import("./commandLine.mjs").commandLine>} CommandLine
 */

/** The address that the pages show. */
const SHOWN_PBX = "http://192.168.1.10:7780";

/** What the simulated PBX has: two phones, a menu, and a phone that no program can declare as it is. */
const EXTENSIONS = [
  {
    ID: "1000",
    UserID: "reception",
    Password: "Kept-As-It-Is-1",
    LastIPAddress: "192.168.1.31:5060 (Udp)",
    UserAgentName: "Grandstream GXP2000 1.2.5.3",
  },
  { ID: "1001", UserID: "anna", Password: "Kept-As-It-Is-2" },
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Welcome</Name><Choices><Choice digit="1">1000</Choice></Choices></Config>',
];

/** Commands that need no Pulumi, by subcommand. @type {Record<string, readonly (readonly string[])[]>} */
const RUNS = {
  doctor: [["doctor"]],
  list: [["list"], ["list", "--details"], ["list", "--json"]],
  show: [
    ["show", "1000"],
    ["show", "600", "--xml"],
    ["show", "600", "--json"],
  ],
  status: [["status"], ["status", "--never"]],
  export: [["export", "--other-types", "--dir", "office"]],
  report: [["report", "--format", "markdown"]],
};

/** Commands whose output a tutorial shows: its test compares that with what the real Pulumi CLI and the command print. */
const FROM_TUTORIAL = ["import", "diff"];

/**
 * Samples of what each subcommand prints, by subcommand.
 * @param {string} root
 * @param {Sources} sources
 * @param {CommandLine} commandLine
 */
export async function commandSamples(root, sources, { runCommand }) {
  /** @type {typeof import("../../simulator/index.js")} */
  const { Simulator } = sources.load("simulator/index.ts");
  const pbx = await Simulator.start({ extensions: EXTENSIONS });
  try {
    /** @type {Record<string, Sample[]>} */
    const samples = {};
    for (const [name, runs] of Object.entries(RUNS)) {
      samples[name] = [];
      for (const args of runs) samples[name].push(await sample(args, pbx.origin));
    }
    const shown = await runCommand(["completion", "fish"]);
    const simulate = await simulated(pbx);
    const tutorial = await readFile(join(root, "docs", "tutorial", "existing-pbx.md"), "utf8");
    return {
      ...samples,
      ...Object.fromEntries(FROM_TUTORIAL.map((name) => [name, tutorialSamples(tutorial, name)])),
      simulate: [simulate],
      completion: [
        {
          command: "pulumi-ozeki completion fish | head -3",
          output: shown.output.split("\n").slice(0, 3).join("\n"),
          exitCode: 0,
        },
      ],
    };
  } finally {
    await pbx.stop();
  }

  /**
   * @param {readonly string[]} args
   * @param {string} origin
   * @returns {Promise<Sample>}
   */
  async function sample(args, origin) {
    return withTemporaryFolder(buildCache(root), async (folder) => {
      const real = args.map((arg) => (arg === "office" ? join(folder, "office") : arg));
      const { output, exitCode } = await runCommand([...real, "--url", origin]);
      await rm(join(folder, "office"), { recursive: true, force: true });
      const shown = output.replaceAll(join(folder, "office"), "office").replaceAll(origin, SHOWN_PBX);
      return { command: `pulumi-ozeki ${args.join(" ")} --url ${SHOWN_PBX}`, output: withoutTimes(shown), exitCode };
    });
  }

  /**
   * A simulator that gets two requests and is then ended.
   * @param {Simulator} pbx with a free port beside it
   * @returns {Promise<Sample>}
   */
  async function simulated(pbx) {
    const ending = new AbortController();
    /** @type {(origin: string) => void} */
    let started = () => {};
    const address = new Promise((/** @type {(origin: string) => void} */ resolve) => {
      started = resolve;
    });
    const running = runCommand(["simulate", "--port", "0", "--extensions", "20"], {
      ended: ending.signal,
      onLine: (line) => {
        const [origin] = /http:\/\/[\w.:]+/.exec(line) ?? [];
        if (origin !== undefined) started(origin);
      },
    });
    const origin = await Promise.race([address, running.then(({ output }) => Promise.reject(new Error(output)))]);
    await runCommand(["show", "1000", "--url", origin]);
    await runCommand(["show", "9999", "--url", origin]);
    ending.abort();
    const { output, exitCode } = await running;
    const shown = output.replaceAll(origin, "http://127.0.0.1:7780").replaceAll(String(pbx.port), "7780");
    return {
      about: "The requests are those of `pulumi-ozeki show 1000` and `pulumi-ozeki show 9999` in another terminal.",
      command: "pulumi-ozeki simulate --extensions 20",
      output: withoutTimes(shown),
      exitCode,
    };
  }
}

/** @param {string} output */
function withoutTimes(output) {
  return output
    .replace(/^(. Clock +).*$/m, "$12026-01-12T09:30:00Z, the same as this machine's")
    .replace(/\b\d\d:\d\d:\d\d\.\d{3}\b/g, "09:30:00.000")
    .replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d UTC/g, "2026-01-12 09:30 UTC")
    .replace(/\b\d+ ms\b/g, "4 ms");
}

/**
 * The commands of a tutorial that run a subcommand, each with the block of output that follows it.
 * @param {string} page
 * @param {string} name
 * @returns {Sample[]}
 */
function tutorialSamples(page, name) {
  const blocks = [
    ...page.matchAll(
      /^(?:<!-- exit code: (\d+) -->\n)?```sh\n([^`]*?)^```\n(?:(?!^```).*\n)*?^```text\n([\s\S]*?)^```$/gm,
    ),
  ];
  const samples = blocks.flatMap(([, exitCode = "0", commands = "", output = ""]) => {
    const command = commands.trimEnd().split("\n").at(-1) ?? "";
    return command.startsWith(`npx pulumi-ozeki ${name} `)
      ? [{ command: command.replace(/^npx /, ""), output: output.trimEnd(), exitCode: Number(exitCode) }]
      : [];
  });
  if (samples.length === 0) throw new Error(`docs/tutorial/existing-pbx.md shows no output of pulumi-ozeki ${name}.`);
  return samples;
}
