import fc from "fast-check";
import { jsonText, printJson } from "../../cli/shared/json";
import { lineReader } from "../../cli/shared/lineReader";
import { printLines, warnLines } from "../../cli/shared/printLines";
import { safeTerminal } from "../../cli/shared/safeTerminal";
import { printTable } from "../../cli/shared/table";
import type { Terminal } from "../../cli/shared/terminal";
import { propertyRuns } from "../support/propertyRuns";
import { unicodeString } from "../support/unicodeString";

/** A terminal that calls back between pieces, where Ctrl-C arrives. */
function terminalWith(betweenPieces: () => void = () => {}) {
  const ending = new AbortController();
  const printed: string[] = [];
  const warned: string[] = [];
  let isRead = true;
  const terminal: Terminal = safeTerminal({
    print: (text) => printed.push(text),
    printData: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    flushed: async () => betweenPieces(),
    hasReader: () => isRead,
    environment: {},
    ended: ending.signal,
    isInteractive: false,
    hasColour: false,
    window: () => undefined,
    clear: undefined,
    progress: undefined,
    ask: async () => "",
  });
  return {
    terminal,
    printed,
    warned,
    end: () => ending.abort(),
    close: () => {
      isRead = false;
      ending.abort();
    },
  };
}

const LINE = "x".repeat(1_000);
const COUNT = 1_000;

/** Many lines, which counts how many were asked for. */
function countedLines() {
  const built = { count: 0 };
  const lines = (function* () {
    for (; built.count < COUNT; built.count += 1) {
      yield LINE;
    }
  })();
  return { built, lines };
}

describe("many lines", () => {
  it("are built and printed in pieces", async () => {
    const { built, lines } = countedLines();
    const builtAtPause: number[] = [];
    const { terminal, printed } = terminalWith(() => builtAtPause.push(built.count));
    await printLines(terminal, lines);
    expect(printed.join("\n").split("\n")).toEqual(Array.from({ length: COUNT }, () => LINE));
    expect(builtAtPause[0]).toBeLessThan(COUNT / 10);
    expect(Math.max(...printed.map((piece) => piece.length))).toBeLessThan(100_000);
  });

  it("end with 130 where the user ends the command between pieces", async () => {
    const { built, lines } = countedLines();
    const run = terminalWith(() => run.end());
    await expect(printLines(run.terminal, lines)).rejects.toMatchObject({ exitCode: 130, message: "Cancelled." });
    expect(run.printed).toHaveLength(1);
    expect(built.count).toBeLessThan(COUNT / 10);
  });

  it("end without a failure where their reader has gone", async () => {
    const { built, lines } = countedLines();
    const run = terminalWith(() => run.close());
    await printLines(run.terminal, lines);
    expect(run.printed).toHaveLength(1);
    expect(built.count).toBeLessThan(COUNT / 10);
  });

  it.each<[string, (terminal: Terminal, items: string[]) => Promise<void>]>([
    [
      "a table",
      (terminal, items) =>
        printTable(
          terminal,
          ["ID"],
          items.map((item) => [item]),
        ),
    ],
    ["JSON", (terminal, items) => printJson(terminal, items)],
    ["warnings", (terminal, items) => warnLines(terminal, items)],
  ])("can be ended as %s", async (_what, print) => {
    const run = terminalWith(() => run.end());
    const items = Array.from({ length: COUNT }, () => LINE);
    await expect(print(run.terminal, items)).rejects.toMatchObject({ exitCode: 130 });
    expect([...run.printed, ...run.warned].join("").length).toBeLessThan((COUNT * LINE.length) / 10);
  });
});

test("JSON in pieces is the same as JSON at once", async () => {
  const value = fc.oneof(fc.array(fc.jsonValue(), { maxLength: 5 }), fc.jsonValue(), fc.array(unicodeString()));
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      const { terminal, printed } = terminalWith();
      await printJson(terminal, given);
      expect(printed.join("\n")).toBe(jsonText(given));
    }),
    { numRuns: propertyRuns(500) },
  );
});

describe("lines that come in parts", () => {
  const linesOf = (parts: readonly string[]) => {
    const lines: string[] = [];
    const reader = lineReader((line) => lines.push(line));
    for (const part of parts) {
      reader.add(part);
    }
    reader.end();
    return lines;
  };

  it("are the same wherever the parts end", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "\n", " ") });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join("");
        const expected = text.split("\n").map((line, at, all) => (at < all.length - 1 ? line.trimEnd() : line));
        expect(linesOf(parts)).toEqual(expected.at(-1) === "" ? expected.slice(0, -1) : expected);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  // Where every part is searched together with all before it, this takes minutes.
  it("may be long", () => {
    const parts = Array.from({ length: 30_000 }, () => "x".repeat(4_096));
    expect(linesOf([...parts, "\n"]).map((line) => line.length)).toEqual([30_000 * 4_096]);
  });
});
