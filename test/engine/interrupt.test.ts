import { setTimeout as sleep } from "node:timers/promises";
import { longAdapters } from "../support/adapters";
import { openOffice } from "../support/openOffice";
import { interrupt } from "../support/stackProcesses";

const COUNT = 8;
const PROGRAM = `
  for (let id = 1010; id < ${1010 + COUNT}; id++) {
    new SipExtension("phone" + id, { extensionId: String(id), userId: "user" });
  }`;

describe.each(longAdapters)("Ctrl-C during up, by the %s provider", (adapter) => {
  test("once: what is under way is finished and recorded, nothing is pending, and the next up creates the rest", async () => {
    const office = await openOffice({ adapter, program: PROGRAM, pbx: { latency: 300 } });
    const { stack, pbx } = office;
    const running = stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
    await office.waitFor("AddConfig");
    interrupt(running);
    const { code } = await running.finished;
    expect(code).not.toBe(0);
    const recorded = stack.extensionIds();
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.length).toBeLessThan(COUNT);
    expect(recorded).toEqual(pbx.extensions.ids().sort());
    pbx.latency = 0;
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(pbx.extensions.size).toBe(COUNT);
  });

  test("twice: the engine reports what is pending, and refresh --clear-pending-creates with up completes it", async () => {
    const office = await openOffice({ adapter, program: PROGRAM, pbx: { latency: 1500 } });
    const { stack, pbx } = office;
    const running = stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
    await office.waitFor("AddConfig");
    interrupt(running);
    await sleep(200);
    interrupt(running);
    await running.finished;
    pbx.latency = 0;
    await stack.pulumi(["cancel", "--yes"]);
    expect(await stack.refresh("--clear-pending-creates")).toMatchObject({ code: 0 });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(pbx.extensions.size).toBe(COUNT);
    expect(stack.extensions()).toHaveLength(COUNT);
    expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  });
});
