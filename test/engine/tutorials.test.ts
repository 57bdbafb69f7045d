import { Simulator } from "../../simulator";
import type { TutorialRun } from "../support/tutorialRun";
import { missingLines, runTutorial } from "../support/tutorialRun";

/** The pages whose commands are typed as they are; those of one row go on with one project. */
const tutorials = [
  ["docs/tutorial/first-phone.md", "docs/tutorial/drift.md"],
  ["docs/tutorial/existing-pbx.md"],
  ["docs/how-to/test-your-program.md"],
  ["README.md"],
];

// All at once: one alone leaves a processor idle.
let runs: TutorialRun[];
beforeAll(async () => {
  runs = await Promise.all(tutorials.map(async (pages) => runTutorial(await unusedPort(), ...pages)));
});

describe.each(tutorials.map((pages, index) => [pages.join(" and "), index] as const))("%s", (_, index) => {
  const run = () => runs[index] as TutorialRun;

  test("every command ends as the page says", () => {
    expect(run().code === 0 ? "" : run().output).toBe("");
    expect(run().steps.length).toBeGreaterThan(1);
  });

  test("every command prints what the page shows", () => {
    const wrong = run().steps.filter((step) => missingLines(step).length > 0);
    expect(wrong.map((step) => ({ ...step, missing: missingLines(step) }))).toEqual([]);
  });
});

async function unusedPort(): Promise<number> {
  const pbx = await Simulator.start();
  await pbx.stop();
  return pbx.port;
}
