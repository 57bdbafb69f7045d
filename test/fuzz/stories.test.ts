import fc from "fast-check";
import { Simulator } from "../../simulator";
import { fuzzParameters } from "../support/propertyRuns";
import { TwoProcesses } from "../support/twoProcesses";
import { assertSettled } from "./stories/assertSettled";
import { Model } from "./stories/model";
import { Real } from "./stories/real";
import { storySteps } from "./stories/steps";

const { parameters, commands, timeoutMs } = fuzzParameters(2_000);

let pbx: Simulator;
const processes = new TwoProcesses();
beforeAll(async () => {
  pbx = await Simulator.start({ switches: { getConfigUsername: "returned" } });
});
afterAll(async () => {
  processes.remove();
  await pbx.stop();
});

describe("a story of an administrator, an engine and a PBX", () => {
  it(
    "ends as declared, with strangers and undeclared elements as they were, and nothing left to do",
    async () => {
      const stories = fc.commands(storySteps(pbx), { ...commands, maxCommands: 20 });
      await fc.assert(
        fc.asyncProperty(stories, async (story) => {
          pbx.extensions.clear();
          pbx.clearFaults();
          pbx.forgetRequests();
          const model = new Model(pbx);
          const real = new Real(pbx, model, processes);
          try {
            await fc.asyncModelRun(() => ({ model, real }), story);
            await assertSettled(pbx, model, real);
          } finally {
            await real.stop();
          }
        }),
        parameters,
      );
    },
    timeoutMs,
  );
});
