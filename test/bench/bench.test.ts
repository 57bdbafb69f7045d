import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { run } from "../scripts/support/run";
import { describeLong } from "../support/adapters";

const BENCH = join(__dirname, "..", "..", "bench");

/** Runs a module that imports from bench/; what it prints is JSON. */
async function evaluate(javascript: string): Promise<unknown> {
  const { code, stdout, logged } = await run(["--input-type=module", "-e", javascript], process.env, BENCH).outcome;
  if (code !== 0) {
    throw new Error(logged.join("\n"));
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

describe("the plot", () => {
  const plot = (panels: string) =>
    evaluate(`
      import { plot } from "./scale/plot.mjs";
      const legend = [{ label: "fast & slow", color: "#123456", dashed: true }];
      const words = { title: "Cost <1>", description: "one panel", xLabel: "extensions", yLabel: "seconds", legend };
      try {
        console.log(JSON.stringify(plot({ ...words, panels: ${panels} })));
      } catch (error) {
        console.log(JSON.stringify(error.message));
      }`);
  const panel =
    '[{ title: "up", lines: [{ color: "#abcdef", dashed: false, points: [{ x: 1, y: 0.1 }, { x: 10, y: 1 }, { x: 100, y: 10 }] }] }]';

  test("places points on two logarithmic axes: equal factors are equal distances", async () => {
    const svg = String(await plot(panel));
    const circles = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="[\d.]+" fill="#abcdef"/g)];
    const [first, second, third] = circles.map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error("three points were to be drawn");
    }
    expect(second.x - first.x).toBeGreaterThan(0);
    expect(second.x - first.x).toBeCloseTo(third.x - second.x, 0);
    expect(second.y - first.y).toBeLessThan(0);
    expect(second.y - first.y).toBeCloseTo(third.y - second.y, 0);
  });

  test("is well-formed, named for screen readers, and labels both axes and the legend", async () => {
    const svg = String(await plot(panel));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
    expect(svg).toContain('<title id="title">Cost &lt;1&gt;</title>\n<desc id="desc">one panel</desc>');
    for (const label of ["extensions", "seconds", "fast &amp; slow", "up", "0.1", "1", "10", "100"]) {
      expect(svg).toContain(`>${label}</text>`);
    }
  });

  test("is refused where there is no point to draw", async () => {
    expect(await plot('[{ title: "up", lines: [] }]')).toBe("there is nothing to draw");
  });
});

describe("the scale section", () => {
  const edited = (page: string) =>
    evaluate(`
      import { withSection } from "./scale/scale.mjs";
      try {
        console.log(JSON.stringify(withSection(${JSON.stringify(page)}, "new")));
      } catch (error) {
        console.log(JSON.stringify(error.message));
      }`);
  const begin = "<!-- scale: written by `npm run bench -- --scale` -->";

  test.each([
    [
      "replaces the one between the markers and keeps the rest",
      `a\n${begin}\nold\n<!-- /scale -->\nb\n`,
      `a\n${begin}\n\nnew\n\n<!-- /scale -->\nb\n`,
    ],
    ["is added at the end of a page without markers", "a\n", `a\n\n${begin}\n\nnew\n\n<!-- /scale -->\n`],
    ["is refused where a marker is missing", `a\n${begin}\n`, "RESULTS.md has only one of the two scale markers."],
  ])("%s", async (_, page, result) => {
    expect(await edited(page)).toBe(result);
  });

  test("reports a goal as met, not met, or not measured", async () => {
    const goals = await evaluate(`
      import { goalTable } from "./scale/report.mjs";
      const series = (ours) => ({ "pulumi-ozeki": [ours], baseline: [1] });
      const skipped = { "up, create": series(0.7), "preview, no change": series(0.6), refresh: series(1.1), destroy: series(1.2) };
      const point = { extensions: 10, skipped, export: { ours: [1], bare: [1] }, import: [1] };
      console.log(JSON.stringify(goalTable([point]).split("\\n").slice(2)));`);
    expect(goals).toEqual([
      expect.stringMatching(/^\| preview, no change: .* at most 0\.60 \| +0\.60 \| +met \|$/),
      expect.stringMatching(/^\| up, create: .* at most 0\.60 \| +0\.70 \| +\*\*not met\*\* \|$/),
      expect.stringMatching(/^\| refresh: .* at most 1\.15 \| +1\.10 \| +met \|$/),
      expect.stringMatching(/^\| destroy: .* at most 1\.15 \| +1\.20 \| +\*\*not met\*\* \|$/),
      expect.stringMatching(/^\| export of 5,000 .* not measured \|$/),
      expect.stringMatching(/^\| up, create of 5,000 .* not measured \|$/),
      expect.stringMatching(/^\| import of 5,000 .* not measured \|$/),
    ]);
  });
});

describe("the command", () => {
  test.each([
    [["--scale", "--sizes", "10,1"], "--sizes must be ascending whole numbers above 0, such as 1,10,100."],
    [["--scale", "--limit", "2"], "--limit does not work with --scale."],
    [["--rounds", "0"], "--rounds must be a whole number above 0, not 0."],
    [["--extensions", "1.5"], "--extensions must be a whole number above 0, not 1.5."],
    [["--limit", "much"], "--limit must be a number above 0, not much."],
  ])("%j is refused in one line", async (args, line) => {
    const { code, logged } = await run([join(BENCH, "run.mjs"), ...args], process.env).outcome;
    expect({ code, logged }).toEqual({ code: 1, logged: [line] });
  });
});

describeLong("the baseline", () => {
  test("sends what pulumi-ozeki sends, and both can be timed", async () => {
    const args = ["--extensions", "2", "--rounds", "1", "--loads", "1"];
    const { code, logged, stdout } = await run([join(BENCH, "process.mjs"), ...args], process.env).outcome;
    expect({ code, logged }).toEqual({ code: 0, logged: ["Warm-up, not counted", "Round 1 of 1"] });
    expect(stdout).toMatch(/^\| every later create +\|( +\d+\.\d\d ms \|){2} +-?\d+\.\d\d ms \|$/m);
  });
});
