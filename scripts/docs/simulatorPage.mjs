import { block, code, firstSentences, page, sentence, table, withoutLinks } from "./markdown.mjs";

/** @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources */

const INTRODUCTION = `A simulated PBX in a process: \`npx pulumi-ozeki simulate\` ([its options](cli/simulate.md)), or in a test
([how to](../how-to/test-your-program.md)):`;

const EXAMPLE = `import { Simulator } from "pulumi-ozeki/simulator";

async function main() {
  const pbx = await Simulator.start({ extensions: 20, faults: ["drop-after@AddConfig#2"] });
  try {
    console.log(pbx.origin, pbx.extensions.ids());
  } finally {
    await pbx.stop();
  }
}

main();`;

const ABOUT = `It has the HTTP API that the vendor documents, and a web page under \`/__console\` that shows what it holds and was asked. It
holds its extensions in memory and forgets them when it ends: after that run \`pulumi refresh\`, then \`pulumi up\`. It listens on
127.0.0.1 unless \`--host\` says otherwise.`;

const SWITCHES = `Each switch is a question that the vendor's documentation leaves open. The first value is the default. On the
command line: \`--switch modifyUnknownId=702\`, repeatable. In a test: \`switches: { modifyUnknownId: "702" }\`, or
\`pbx.switches.modifyUnknownId = "702"\` while it runs.`;

const FAULTS = `On the command line: \`--fault KIND[:AMOUNT][@COMMAND][#WHICH][%EXTENSION]\`, repeatable. In a test: \`faults: ["hang@GetConfig"]\`, or
\`pbx.fail("hang@GetConfig")\` while it runs.`;

const FAULT_EXAMPLES = [
  ["`drop-after@AddConfig#2`", "the second AddConfig is executed, but its answer is lost"],
  ["`status-503#1-3`", "the first three requests get a proxy's 503"],
  ["`hang%1000`", "the next request about extension 1000 gets no answer"],
  ["`slow:50@ListExtensions#every`", "every list comes one byte each 50 ms"],
];

/** The reference page of the simulator. @param {Sources} sources */
export function simulatorPage(sources) {
  /** @type {typeof import("../../simulator/index.js")} */
  const { commandNames, faultKinds, switchNames, switchTable } = sources.load("simulator/index.ts");
  const questions = sources.members("simulator/switches.ts", "Switches");
  const options = sources.members("simulator/simulatorOptions.ts", "SimulatorOptions");
  return page("Simulator", [
    INTRODUCTION,
    block("ts", EXAMPLE),
    ABOUT,
    "## Switches",
    SWITCHES,
    table(
      ["Switch", "Values", "Question"],
      switchNames.map((name) => [
        code(name),
        switchTable[name].values.map(code).join(", "),
        withoutLinks(questions.get(name)?.text ?? sentence(switchTable[name].about)),
      ]),
    ),
    "## Faults",
    FAULTS,
    table(
      ["Part", "Meaning"],
      [
        ["`KIND`", "a kind from the table below"],
        ["`:AMOUNT`", "a number, for the kinds that have one"],
        ["`@COMMAND`", `only requests with this command: ${commandNames.map(code).join(", ")}`],
        [
          "`#WHICH`",
          "which of the requests that match: `#2`, `#1-3`, `#2-` (from the second on), `#every`. Without it the next one",
        ],
        ["`%EXTENSION`", "only requests about this extension"],
      ],
    ),
    "Where several faults are due, the one named first hits, and the others hit the next requests.",
    table(["Example", "What happens"], FAULT_EXAMPLES),
    "### Kinds of faults",
    table(
      ["Kind", "What happens", "Is the command executed?", "Amount"],
      Object.entries(faultKinds).map(([kind, { about, executes, amount }]) => [
        code(kind),
        // Underlines would be bold type.
        about.replace(/__\w+__/g, code),
        executes ? "yes" : kind === "late" ? "yes, later" : "no",
        amount === undefined
          ? ""
          : `${amount.unit}${amount.default === undefined ? "" : `, default ${amount.default}`}`,
      ]),
    ),
    "[Failure modes](../explanation/failure-modes.md) lists what the provider does about each.",
    "## Options in a program",
    "`Simulator.start(options)` takes:",
    table(
      ["Option", "Meaning"],
      [...options].map(([name, { text }]) => [code(name), withoutLinks(text)]),
    ),
    "## A running simulator",
    table(
      ["Member", "Meaning"],
      sources
        .classMembers("simulator/simulator.ts", "Simulator")
        .map(({ name, text }) => [code(name), withoutLinks(firstSentences(text, 2))]),
    ),
  ]);
}
