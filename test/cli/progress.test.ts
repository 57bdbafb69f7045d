import { stripVTControlCharacters } from "node:util";
import { Progress } from "../../cli/shared/progress";
import type { Terminal } from "../../cli/shared/terminal";

/** What a terminal of this width shows of a progress line, which is cut off at its right edge. */
function shown(columns: number, what: string, total: number | undefined): string {
  jest.useFakeTimers();
  try {
    const written: string[] = [];
    const stream = { isTTY: true, columns, write: (text: string) => written.push(text), on: () => {}, once: () => {} };
    const progress = new Progress({ progress: stream as unknown } as Terminal, what, total);
    for (let second = 0; second < 5; second++) {
      progress.step();
      jest.advanceTimersByTime(1_000);
    }
    progress.stop();
    const lines = written.join("").split("\u001b[1G");
    const texts = lines.map(stripVTControlCharacters).filter((line) => /\d/.test(line));
    return (texts.at(-1) ?? "").slice(0, columns);
  } finally {
    jest.useRealTimers();
  }
}

describe("a progress line", () => {
  it.each([200, 80, 70, 60])("shows the rate and the time left on a terminal of %i columns", (columns) => {
    for (const what of ["resources previewed", "extensions read", "written into the state"]) {
      expect(shown(columns, what, 20_000)).toMatch(/ of 20,000 .*\/s, \d+m\d\ds left$/);
    }
  });

  it("has a bar where there is room for it", () => {
    expect(shown(80, "resources previewed", 20)).toMatch(/^#+-+ 5 of 20/);
    expect(shown(50, "resources previewed", 20)).toMatch(/^#-{4} 5 of 20/);
    expect(shown(48, "resources previewed", 20)).toMatch(/^5 of 20/);
    expect(shown(80, "resources previewed", undefined)).toMatch(/^5 resources/);
  });
});
