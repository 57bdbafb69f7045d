import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const PROGRAM = `new SipExtension("sales", { extensionId: "2000", userId: "sales" });
  new SipExtension("other", { extensionId: "200", userId: "other" });`;
const call = {
  CallState: "InCall",
  CallId: "1",
  Source: "sip:2000@192.168.1.20",
  CallerId: "2000",
  Destination: "0612345678",
};

describe.each(longAdapters)("ozeki:onActiveCalls, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("left out, a call stops nothing, and nobody asks for calls", async () => {
    const office = await openOffice({ program: PROGRAM, pbx: { callsInProgress: [call] } });
    await office.stack.up();
    office.requests();
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["RemoveConfig 200 200", "RemoveConfig 2000 200"]);
  });

  test("fail: a delete and a disable are refused while the extension has a call, and others are not", async () => {
    const office = await openOffice({
      program: PROGRAM,
      config: { "ozeki:onActiveCalls": "fail" },
      pbx: { callsInProgress: [call] },
    });
    await office.stack.up();
    office.stack.program(PROGRAM.replace('userId: "sales"', 'userId: "sales", enabled: false'));
    const disable = await office.stack.up();
    expect(disable.code).not.toBe(0);
    expect(disable.output).toContain(
      `Extension 2000 on ${office.pbx.origin} has a call in progress: it was not disabled.`,
    );
    expect(office.text("2000", "Enabled")).toBe("true");

    office.stack.program("");
    const removal = await office.stack.up("--continue-on-error");
    expect(removal.code).not.toBe(0);
    expect(removal.output).toContain("has a call in progress: it was not removed.");
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);

    office.pbx.calls.length = 0;
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("wait: a delete waits for the end of the call, and says so", async () => {
    const office = await openOffice({
      program: PROGRAM,
      config: { "ozeki:onActiveCalls": "wait" },
      pbx: { callsInProgress: [call] },
    });
    await office.stack.up();
    const running = office.stack.start(["destroy", "--yes", "--skip-preview"]);
    await office.stack.waitForOutput(running, "has a call in progress: waiting for it to end.");
    expect(office.pbx.extensions.has("2000")).toBe(true);
    office.pbx.calls.length = 0;
    expect(await running.finished).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("a call that the PBX does not tell of is no leave to go ahead", async () => {
    const office = await openOffice({ program: PROGRAM, config: { "ozeki:onActiveCalls": "fail" } });
    await office.stack.up();
    office.pbx.fail("html@ListActiveCalls#every");
    const { code, output } = await office.stack.destroy();
    expect(code).not.toBe(0);
    expect(output).toContain("ListActiveCalls on ");
    expect(office.pbx.extensions.size).toBe(2);
  });
});
