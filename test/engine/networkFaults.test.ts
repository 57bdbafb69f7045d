import type { Hit, Outcome, WireFault } from "../faults/wireFaults";
import { faultAt, wireFaults } from "../faults/wireFaults";
import type { Adapter } from "../support/adapters";
import { IS_LONG, longAdapters } from "../support/adapters";
import type { Office } from "../support/office";
import { openOffice, openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

/**
 * The faults of the table that `npm test` shows on the real engine: at least one of each outcome, and of each kind of message.
 * test/faults/wireFaults.test.ts shows all of them without an engine.
 */
const CHOSEN = [
  ...["drop-before", "drop-after", "hang-after", "cut", "status-503", "odd-names"],
  ...["html", "html-after", "empty", "truncate", "redirect", "newer-api", "doctype", "bomb", "huge:200", "bad-utf8"],
  ...["other-id", "two-codes", "code-702", "code-305", "drop-before#every"],
];

// A refused connection is refused before anyone knows which extension it is for.
const faults = wireFaults
  .filter(({ fault }) => fault !== "refuse")
  .filter(({ fault, which }) => IS_LONG || CHOSEN.includes(which === undefined ? fault : `${fault}#${which}`))
  .map((fault, at) => ({ fault, id: String(2000 + at) }));
type FaultyExtension = (typeof faults)[number];

/** One extension for each fault: one run carries them all. */
const PROGRAM = `
  for (const id of ${JSON.stringify(faults.map(({ id }) => id))}) {
    new SipExtension("phone-" + id, { extensionId: id, userId: process.env.OWNER, password: process.env.GIVEN });
  }`;

function arm(office: Office, hit: Hit): void {
  for (const { fault, id } of faults) {
    office.pbx.fail(`${faultAt(fault, hit)}%${id}`);
  }
}

/** What each fault does to each operation, the run after it, and the state of the extensions in between. */
async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: PROGRAM,
    environment: { GIVEN: "Marked-Wire-Matrix-1" },
    config: { "ozeki:requestTimeout": "3", "ozeki:maxRetries": "1", "ozeki:maxConcurrency": "64" },
  });
  const { stack, pbx } = office;
  const owner = (id: string) => office.text(id, "UserID");
  const outputs = (id: string) => stack.extensions().find((resource) => resource.id === id)?.outputs;
  const snapshot = () => new Map(faults.map(({ id }) => [id, { owner: owner(id), outputs: outputs(id) }]));
  const step = async (hit: Hit, command: () => ReturnType<typeof stack.up>) => {
    arm(office, hit);
    const failed = await recorded(office, command());
    pbx.clearFaults();
    return { failed, between: snapshot() };
  };

  stack.environment.OWNER = "first";
  const create = await step("AddConfig", () => stack.up("--continue-on-error"));
  const createAgain = { run: await recorded(office, stack.up()), after: snapshot() };
  stack.environment.OWNER = "second";
  const update = await step("ModifyConfig", () => stack.up("--continue-on-error"));
  const updateAgain = { run: await recorded(office, stack.up()), after: snapshot() };
  // What is encrypted looks different each time.
  const state = () =>
    stack
      .extensions()
      .map(({ id, inputs, outputs }) => JSON.stringify([id, inputs, outputs]).replace(/"ciphertext":"[^"]*"/g, ""))
      .sort();
  const stateBefore = state();
  const refresh = await step("GetConfig", () => stack.refresh());
  const stateAfter = state();
  const refreshAgain = { run: await recorded(office, stack.refresh()) };
  const destroy = await step("RemoveConfig", () => stack.destroy("--continue-on-error"));
  const destroyAgain = { run: await recorded(office, stack.destroy()) };
  return {
    ...{ pbx, stack, create, createAgain, update, updateAgain, refresh, refreshAgain, destroy, destroyAgain },
    ...{ stateBefore, stateAfter },
  };
}

describe.each(longAdapters)("faults on the network, one for each extension, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  }, 600_000);

  const idOf = (kind: string) => faults.find(({ fault }) => fault.fault === kind)?.id ?? "";
  const outcomes = (of: (faulty: FaultyExtension) => Outcome) =>
    Object.fromEntries(faults.map((faulty) => [faultAt(faulty.fault, "GetConfig"), of(faulty)]));
  const expected = (hit: Hit) => outcomes(({ fault }) => fault.outcomes[hit]);

  test("have the outcome of the table in up, refresh and destroy", () => {
    const { create, update, destroy } = story;
    expect(
      outcomes(({ id }) => {
        const { owner, outputs } = create.between.get(id) ?? {};
        if (outputs === undefined) {
          return owner === undefined ? "refused" : "refused, carried out";
        }
        return outputs.pbx === undefined ? "unknown" : "done";
      }),
    ).toEqual(expected("AddConfig"));
    expect(
      outcomes(({ id }) => {
        const { owner, outputs } = update.between.get(id) ?? {};
        if (outputs?.userId === "second") {
          return "done";
        }
        return owner === "first" ? "refused" : "refused, carried out";
      }),
    ).toEqual(expected("ModifyConfig"));
    expect(
      outcomes(({ id }) => {
        const { owner, outputs } = destroy.between.get(id) ?? {};
        if (outputs === undefined) {
          return "done";
        }
        return owner === undefined ? "refused, carried out" : "refused";
      }),
    ).toEqual(expected("RemoveConfig"));
  });

  test.each([
    ["create", "AddConfig"],
    ["update", "ModifyConfig"],
    ["refresh", "GetConfig"],
    ["destroy", "RemoveConfig"],
  ] as const)("are reported in one line for each extension that they fail: %s", (step, hit) => {
    const { code, output } = story[step].failed;
    expect(code).not.toBe(0);
    const lines = output.split("\n");
    const unreported = faults
      .filter(({ fault }) => fault.outcomes[hit] !== "done")
      .filter(
        ({ fault, id }) => !lines.some((line) => line.includes(`xtension ${id} on`) && line.includes(says(fault))),
      );
    expect(unreported.map(({ fault }) => faultAt(fault, hit))).toEqual([]);
  });

  test("end in what is declared with the next run", () => {
    expect(story.createAgain.run).toMatchObject({ code: 0 });
    expect(story.updateAgain.run).toMatchObject({ code: 0 });
    const { origin } = story.pbx;
    for (const { id } of faults) {
      expect(story.createAgain.after.get(id)).toMatchObject({ owner: "first", outputs: { pbx: origin } });
      expect(story.updateAgain.after.get(id)).toMatchObject({ owner: "second", outputs: { userId: "second" } });
    }
    expect(story.destroyAgain.run).toMatchObject({ code: 0 });
    expect(story.pbx.extensions.ids()).toEqual([]);
    expect(story.stack.extensions()).toEqual([]);
  });

  test("never remove an extension from the state in a refresh, and tell where to look", () => {
    const { output } = story.refresh.failed;
    expect(output).not.toMatch(/- delete|deleted/);
    expect(story.stateAfter).toEqual(story.stateBefore);
    expect(story.refreshAgain.run.output).toContain(`${faults.length + 1} unchanged`);
    for (const fault of ["html", "doctype", "bomb", "huge:200", "empty", "truncate", "redirect", "newer-api"]) {
      const id = idOf(fault);
      const line = output
        .split("\n")
        .find((text) => text.includes(`GetConfig of extension ${id} on ${story.pbx.origin} failed: `));
      expect(line).toContain("failed: this is not a reply of the Ozeki HTTP API: ");
      expect(line).toContain(
        "Check host, port (default 7780) and proxy: ozeki:url must be the address of the PBX's HTTP API",
      );
      expect(requestsAbout(story.refresh.failed, id)).toHaveLength(1);
    }
  });

  test("never make up send AddConfig a second time without a look where a reply came", () => {
    for (const fault of ["html", "html-after", "doctype", "huge:200"]) {
      const requests = requestsAbout(story.create.failed, idOf(fault));
      expect(requests).toHaveLength(2);
      expect(requests[0]).toMatch(/^AddConfig/);
      expect(requests[1]).toMatch(/^GetConfig/);
    }
  });
});

function says({ what, says: text }: WireFault): string {
  if (text === undefined) {
    throw new Error(`the table does not say what is reported of: ${what}`);
  }
  return text;
}

describe.each(longAdapters)("a PBX that is hard to reach, by the %s provider", (adapter) => {
  test("a mix of faults that pass by themselves, in up and destroy of ten extensions, ends in what is declared", async () => {
    const office = await openOffice({
      adapter,
      program: `
        for (let id = 1000; id < 1010; id++) {
          new SipExtension("phone" + id, { extensionId: String(id), userId: "user" + id, elements: { Round: process.env.ROUND ?? "1" } });
        }`,
      config: { "ozeki:requestTimeout": "2" },
      pbx: {
        faults: [
          "drop-before@AddConfig#1",
          "drop-after@AddConfig#2",
          "hang@AddConfig#3",
          "hang-after@AddConfig#4",
          "status-503@AddConfig#5",
          "cut@AddConfig#6",
          "cut-headers@AddConfig#7",
          "status-502@AddConfig#8",
          "drop-after@GetConfig#1",
          "refuse#3",
        ],
      },
    });
    const { stack, pbx } = office;
    const fail = (...more: string[]) => {
      for (const fault of more) {
        pbx.fail(fault);
      }
    };
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(pbx.faults).toEqual([]);
    const ids = Array.from({ length: 10 }, (_, index) => String(1000 + index));
    expect(pbx.extensions.ids().sort()).toEqual(ids);

    fail("drop-after@ModifyConfig#1", "hang@ModifyConfig#2", "cut@GetConfig#3", "status-504@ModifyConfig#4");
    stack.environment.ROUND = "2";
    expect(await stack.up()).toMatchObject({ code: 0, output: expect.stringMatching(/~ 10 updated\s+1 unchanged/) });
    expect(ids.map((id) => office.text(id, "Round"))).toEqual(ids.map(() => "2"));

    fail("drop-after@RemoveConfig#1", "hang-after@RemoveConfig#2", "cut@RemoveConfig#3", "drop-before@RemoveConfig#4");
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(pbx.faults).toEqual([]);
    expect(pbx.extensions.size).toBe(0);
    expect(stack.extensions()).toEqual([]);
  });

  test("a create whose outcome is unknown is recorded in the state, and the next up completes it truthfully", async () => {
    const office = await openOffice({
      adapter,
      program: `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`,
      config: { "ozeki:requestTimeout": "1", "ozeki:maxRetries": "1" },
    });
    const { stack, pbx } = office;
    pbx.fail("drop-after@AddConfig");
    pbx.fail("hang@GetConfig#1-2");
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain(`Extension 2000 may or may not have been created on ${pbx.origin}`);
    expect(stack.extensions()).toHaveLength(1);
    pbx.clearFaults();
    const password = office.text("2000", "Password");
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Password")).toBe(password);
    expect((await stack.up()).output).toContain("2 unchanged");
  });

  test("a PBX that is unplugged and comes back is waited for, and the wait is reported", async () => {
    const office = await openOffice({
      adapter,
      program: `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`,
    });
    const { stack, pbx } = office;
    await pbx.stop();
    const running = stack.start(["up", "--yes", "--skip-preview"]);
    await stack.waitForOutput(running, "does not answer");
    await pbx.restart();
    expect(await running.finished).toMatchObject({ code: 0 });
    expect(running.output()).toMatch(/The PBX http:\S+ does not answer: attempt \d of 5\./);
    expect(pbx.extensions.ids()).toEqual(["2000"]);
  });
});
