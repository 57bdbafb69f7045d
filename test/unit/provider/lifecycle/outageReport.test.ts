import { PbxUnavailable } from "../../../../provider/api/errors";
import { OutageReport } from "../../../../provider/lifecycle/outageReport";
import { frozenClock } from "../../../support/frozenClock";

const HEADQUARTERS = "http://10.0.0.5:7780";
const BRANCH = "http://10.0.1.5:7780";

/** A report on a clock that the test moves on, and what it printed. */
function start() {
  const lines: string[] = [];
  const due: { at: number; end: () => void }[] = [];
  let now = 0;
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => due.push({ at: now + milliseconds, end: resolve }));
  const how = { clock: { ...frozenClock, sleep }, log: { info: (line: string) => lines.push(line) } };
  const report = new OutageReport();
  return {
    lines,
    report: (extensionId: string, pbx = HEADQUARTERS, explainedBy = "1000") => {
      const subject = { command: "GetConfig", pbx, extensionId } as const;
      return report.reportUnread(
        extensionId,
        new PbxUnavailable(subject, "no", { ...subject, extensionId: explainedBy }),
        how,
      );
    },
    async pass(milliseconds: number) {
      now += milliseconds;
      for (const { end } of due.filter(({ at }) => at <= now)) {
        end();
      }
      await new Promise(setImmediate);
    },
  };
}

const line = (which: string, pbx = HEADQUARTERS, explainedBy = "1000") =>
  `Not read, because the PBX ${pbx} does not answer: ${which}. See the error of extension ${explainedBy}.`;

describe("the report of extensions that were not read", () => {
  it("names those of 300 ms in one line, and begins another line after that", async () => {
    const story = start();
    const first = story.report("1001");
    await story.pass(299);
    const second = story.report("1002");
    expect(story.lines).toEqual([]);
    await story.pass(1);
    await Promise.all([first, second]);
    expect(story.lines).toEqual([line("extensions 1001, 1002")]);

    const third = story.report("1003");
    await story.pass(299);
    expect(story.lines).toHaveLength(1);
    await story.pass(1);
    await third;
    expect(story.lines).toEqual([line("extensions 1001, 1002"), line("extension 1003")]);
  });

  it("keeps two PBXs apart, each with the operation that explains it", async () => {
    const story = start();
    const reports = [
      story.report("1001"),
      story.report("1001", BRANCH, "2000"),
      story.report("1002"),
      story.report("1003", BRANCH, "2000"),
    ];
    await story.pass(300);
    await Promise.all(reports);
    expect(story.lines).toEqual([line("extensions 1001, 1002"), line("extensions 1001, 1003", BRANCH, "2000")]);
  });

  it("ends for no extension before its line is printed", async () => {
    const story = start();
    let ended = 0;
    const reports = ["1001", "1002"].map((id) => story.report(id).then(() => ended++));
    await story.pass(299);
    expect(ended).toBe(0);
    await story.pass(1);
    await Promise.all(reports);
    expect([ended, story.lines.length]).toEqual([2, 1]);
  });

  it("knows of each PBX whether an operation has failed", () => {
    const report = new OutageReport();
    report.noteFailure(BRANCH);
    expect([report.hasFailed(HEADQUARTERS), report.hasFailed(BRANCH)]).toEqual([false, true]);
  });
});
