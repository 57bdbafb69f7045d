import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const declaration = (more = "") => `new SipExtension("sales", { extensionId: "2000", userId: "sales"${more} });\n`;
const OTHERS = `
  new SipExtension("other", { extensionId: "200", userId: "other" });
  new SipExtension("idle", { extensionId: "300", userId: "idle" });`;
const CALL = {
  CallState: "InCall",
  CallId: "1",
  Source: "sip:2000@192.168.1.20",
  CallerId: "2000",
  Destination: "0612345678",
};

async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: declaration() + OTHERS,
    config: { "ozeki:onActiveCalls": "fail" },
    pbx: { callsInProgress: [CALL] },
  });
  const { stack, pbx } = office;
  const create = await recorded(office, stack.up());

  pbx.fail("html@ListActiveCalls#every");
  const unknown = await recorded(office, stack.destroy());
  const idsAfterUnknown = pbx.extensions.ids().sort();
  pbx.clearFaults();

  stack.program(declaration(", enabled: false") + OTHERS);
  const disable = await recorded(office, stack.up());
  const enabled = office.text("2000", "Enabled");
  stack.program('new SipExtension("idle", { extensionId: "300", userId: "idle" });');
  const remove = await recorded(office, stack.up("--continue-on-error"));
  const idsAfterRemove = pbx.extensions.ids().sort();

  office.configure({ "ozeki:onActiveCalls": "wait" });
  const waiting = stack.start(["up", "--yes", "--skip-preview"]);
  await stack.waitForOutput(waiting, "has a call in progress. Waiting for it to end.");
  const idsWhileWaiting = pbx.extensions.ids().sort();
  pbx.calls.length = 0;
  const wait = await recorded(office, waiting.finished);
  return {
    ...{ pbx, create, unknown, idsAfterUnknown, disable, enabled, remove, idsAfterRemove, idsWhileWaiting, wait },
    idsAfterWait: pbx.extensions.ids(),
  };
}

// Without the setting, a call stops nothing: see lifecycle.test.ts.
describe.each(longAdapters)("ozeki:onActiveCalls, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.create).toMatchObject({ code: 0 });
  });

  test("fail: up refuses to disable or delete an extension during a call, and goes on with others", () => {
    expect(story.disable.code).not.toBe(0);
    expect(story.disable.output).toContain(
      `Extension 2000 on ${story.pbx.origin} has a call in progress: it was not disabled.`,
    );
    expect(story.enabled).toBe("true");
    expect(story.remove.code).not.toBe(0);
    expect(story.remove.output).toContain("has a call in progress: it was not removed.");
    expect(story.idsAfterRemove).toEqual(["2000", "300"]);
  });

  test("fail: destroy deletes nothing where the PBX does not tell which calls there are", () => {
    expect(story.unknown.code).not.toBe(0);
    expect(story.unknown.output).toContain("ListActiveCalls on ");
    expect(story.idsAfterUnknown).toEqual(["200", "2000", "300"]);
  });

  test("wait: up waits for the end of the call before it deletes, and prints that", () => {
    expect(story.idsWhileWaiting).toEqual(["2000", "300"]);
    expect(story.wait).toMatchObject({ code: 0 });
    expect(story.idsAfterWait).toEqual(["300"]);
  });
});
