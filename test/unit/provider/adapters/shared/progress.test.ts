import { Progress } from "../../../../../provider/adapters/shared/progress";
import type { Retry } from "../../../../../provider/api";
import { ConnectionLost } from "../../../../../provider/api";

const pbx = "http://pbx:7780";

function retry(given: Partial<Retry> = {}): Retry {
  const error = new ConnectionLost({ command: "GetConfig", pbx, extensionId: "1000" }, "ECONNRESET");
  return { error, attempt: 2, attempts: 5, delay: 500, elapsed: 10_000, ...given };
}

function progressing() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const progress = new Progress({ info: (line) => lines.push(line) }, () => clock.now);
  return { lines, clock, progress };
}

describe("the report of a PBX that does not answer", () => {
  it("is one line that names the PBX and the attempt", () => {
    const { lines, progress } = progressing();
    progress.waiting(pbx, retry({ attempt: 3, attempts: 5 }));
    expect(lines).toEqual([`The PBX ${pbx} does not answer: attempt 3 of 5.`]);
  });

  it.each([
    [0, 500, false],
    [2_000, 999, false],
    [2_000, 1_000, true],
    [3_000, 0, true],
    [0, 8_000, true],
  ])("is first told once it takes three seconds: after %i ms, with %i to wait, %j", (elapsed, delay, isTold) => {
    const { lines, progress } = progressing();
    progress.waiting(pbx, retry({ elapsed, delay }));
    expect(lines).toHaveLength(isTold ? 1 : 0);
  });

  it("comes again every fifteen seconds and not sooner, however many extensions wait", () => {
    const { lines, clock, progress } = progressing();
    for (clock.now = 0; clock.now <= 30_000; clock.now += 1_000) {
      for (let extension = 0; extension < 100; extension++) {
        progress.waiting(pbx, retry({ attempt: extension }));
      }
    }
    expect(lines).toHaveLength(3);
  });

  it("comes separately for each PBX", () => {
    const { lines, progress } = progressing();
    progress.waiting(pbx, retry());
    progress.waiting("http://branch:7780", retry());
    progress.waiting(pbx, retry());
    expect(lines.map((line) => line.split(" ")[2])).toEqual([pbx, "http://branch:7780"]);
  });
});
