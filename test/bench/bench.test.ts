import { join } from "node:path";
import { run } from "../scripts/support/run";

const BENCH = join(__dirname, "..", "..", "bench");

/** Runs a module that imports from bench/; what it prints is JSON. */
async function evaluate(javascript: string): Promise<unknown> {
  const { code, stdout, said } = await run(["--input-type=module", "-e", javascript], process.env, BENCH).outcome;
  if (code !== 0) {
    throw new Error(said.join("\n"));
  }
  return JSON.parse(stdout);
}

/** Laps of one round in which the sides took these seconds for the first up, and sent so many requests. */
function rounds(...seconds: number[][]): string {
  const names = ["pulumi-ozeki", "baseline", "baseline, bare state"];
  const all = seconds.map((ofSides) =>
    names.map((name, side) => {
      const taken = ofSides[side];
      const times = { "up, create": taken, "up, no change": 1, refresh: 1, destroy: 1 };
      return [name, { seconds: times, processor: {}, seen: {}, state: { bytes: 100, perExtension: 10 } }];
    }),
  );
  return `${JSON.stringify(all)}.map((laps) => new Map(laps))`;
}

describe("the comparison of whole commands", () => {
  const lap = (count: number, characters: number) =>
    JSON.stringify({ seen: { refresh: { requests: { "POST / GetConfig 200": { count, characters } } } } });
  const compare = (ours: string, theirs: string) =>
    evaluate(`
      import { refuseDifferentRequests } from "./engine/sameRequests.mjs";
      try {
        refuseDifferentRequests(new Map([["ours", ${ours}], ["theirs", ${theirs}]]));
        console.log('"compared"');
      } catch (error) {
        console.log(JSON.stringify(error.message));
      }`);

  test("takes place where all sides sent the same", async () => {
    expect(await compare(lap(3, 90), lap(3, 90))).toBe("compared");
  });

  test.each([
    ["more requests", lap(4, 120)],
    ["larger requests", lap(3, 91)],
    ["none", JSON.stringify({ seen: { refresh: { requests: {} } } })],
  ])("is refused where one sent %s", async (_, theirs) => {
    expect(await compare(lap(3, 90), theirs)).toMatch(
      /^Not to be compared: in refresh, ours sent 3 × POST \/ GetConfig 200 \(90 characters\), but theirs sent /,
    );
  });

  test("holds the median of the rounds' own ratios against the limit", async () => {
    // The medians of each side alone would give 3 / 2.
    const above = (limit: number) =>
      evaluate(`
        import { aboveLimit } from "./engine/report.mjs";
        console.log(JSON.stringify(aboveLimit(${rounds([1, 1, 1], [3, 2.5, 1], [12, 2, 1])}, ${limit})));`);
    expect(await above(1.25)).toEqual([]);
    expect(await above(1.1)).toEqual(["up, create: 1.200 times that of baseline, above 1.1"]);
  });
});

describe("the comparison of starts", () => {
  test("shows the median of the rounds' own ratios, and the extremes", async () => {
    // The medians of each side alone would give 40 / 20.
    const shown = await evaluate(`
      import { report } from "./startUp/report.mjs";
      console.log(JSON.stringify(report(["file", "executable"], [[10, 20, 100], [40, 50, 20]]).split("\\n")));`);
    expect(shown).toEqual([
      "|            | median | ratio | lowest–highest |",
      "|------------|-------:|------:|---------------:|",
      "| file       |  20 ms |  1.00 |      1.00–1.00 |",
      "| executable |  40 ms |  2.50 |      0.20–4.00 |",
    ]);
  });
});

describe("the command", () => {
  test.each([
    [["--rounds", "0"], "--rounds must be a whole number above 0, not 0."],
    [["--extensions", "1.5"], "--extensions must be a whole number above 0, not 1.5."],
    [["--limit", "much"], "--limit must be a number above 0, not much."],
  ])("%j is refused in one line", async (args, line) => {
    const { code, said } = await run([join(BENCH, "run.mjs"), ...args], process.env).outcome;
    expect({ code, said }).toEqual({ code: 1, said: [line] });
  });
});

describe("the baseline", () => {
  test("sends what pulumi-ozeki sends, and both can be timed", async () => {
    const args = ["--extensions", "2", "--rounds", "1", "--loads", "1"];
    const { code, said, stdout } = await run([join(BENCH, "process.mjs"), ...args], process.env).outcome;
    expect({ code, said }).toEqual({ code: 0, said: ["Warm-up, not counted", "Round 1 of 1"] });
    expect(stdout).toMatch(/^\| every later create +\|( +\d+\.\d\d ms \|){2} +-?\d+\.\d\d ms \|$/m);
  });
});
