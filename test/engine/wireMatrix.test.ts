import type { Hit, Outcome, WireFault } from "../faults/wireFaults";
import { faultAt, wireFaults } from "../faults/wireFaults";
import { longAdapters } from "../support/adapters";
import type { Office } from "../support/office";
import { offices } from "../support/openOffices";

const openOffice = offices();

/** A refused connection is refused before anybody knows which extension it is for: wire.test.ts has that one. */
const faults = wireFaults
  .filter(({ fault }) => fault !== "refuse")
  .map((fault, at) => ({ fault, id: String(2000 + at) }));
type Hitting = (typeof faults)[number];

/** One extension for each fault: one run carries them all. */
const PROGRAM = `
  for (const id of ${JSON.stringify(faults.map(({ id }) => id))}) {
    new SipExtension("phone-" + id, { extensionId: id, userId: process.env.OWNER, password: process.env.GIVEN });
  }`;

const open = (adapter: "dynamic" | "native") =>
  openOffice({
    adapter,
    program: PROGRAM,
    environment: { GIVEN: "Marked-Wire-Matrix-1" },
    config: { "ozeki:requestTimeout": "3", "ozeki:maxRetries": "1", "ozeki:maxConcurrency": "64" },
  });

function arm(office: Office, hit: Hit): void {
  for (const { fault, id } of faults) {
    office.pbx.fail(`${faultAt(fault, hit)}%${id}`);
  }
}

/** What came of each extension, and what was said of it. */
function expectOutcomes(hit: Hit, output: string, outcomeOf: (hitting: Hitting) => Outcome): void {
  const outcomes = (of: (hitting: Hitting) => Outcome) =>
    Object.fromEntries(faults.map((hitting) => [faultAt(hitting.fault, hit), of(hitting)]));
  expect(outcomes(outcomeOf)).toEqual(outcomes(({ fault }) => fault.outcomes[hit]));
  expectSaid(hit, output);
}

function expectSaid(hit: Hit, output: string): void {
  const lines = output.split("\n");
  const unsaid = faults
    .filter(({ fault }) => fault.outcomes[hit] !== "done")
    .filter(
      ({ fault, id }) => !lines.some((line) => line.includes(`xtension ${id} on`) && line.includes(saidOf(fault))),
    );
  expect(unsaid.map(({ fault }) => faultAt(fault, hit))).toEqual([]);
}

function saidOf({ what, says }: WireFault): string {
  if (says === undefined) {
    throw new Error(`the table does not tell what is said of: ${what}`);
  }
  return says;
}

describe.each(longAdapters)(
  "every fault on the wire at once, one for each extension, by the %s provider",
  (adapter) => {
    test("during an up that makes them, changes them, and a destroy", async () => {
      const office = await open(adapter);
      const { stack, pbx } = office;
      stack.environment.OWNER = "first";
      const owner = (id: string) => office.text(id, "UserID");
      const inState = (id: string) => stack.extensions().find((resource) => resource.id === id)?.outputs;

      arm(office, "AddConfig");
      const made = await stack.up("--continue-on-error");
      expect(made.code).not.toBe(0);
      expectOutcomes("AddConfig", made.output, ({ id }) => {
        const state = inState(id);
        if (state === undefined) {
          return owner(id) === undefined ? "refused" : "refused, carried out";
        }
        return state.pbx === undefined ? "unknown" : "done";
      });
      pbx.clearFaults();
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(faults.map(({ id }) => [owner(id), inState(id)?.pbx])).toEqual(faults.map(() => ["first", pbx.origin]));

      stack.environment.OWNER = "second";
      arm(office, "ModifyConfig");
      const changed = await stack.up("--continue-on-error");
      expect(changed.code).not.toBe(0);
      expectOutcomes("ModifyConfig", changed.output, ({ id }) => {
        if (inState(id)?.userId === "second") {
          return "done";
        }
        return owner(id) === "first" ? "refused" : "refused, carried out";
      });
      pbx.clearFaults();
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(faults.map(({ id }) => [owner(id), inState(id)?.userId])).toEqual(faults.map(() => ["second", "second"]));

      // What is encrypted looks new each time.
      const remembered = () =>
        stack
          .extensions()
          .map(({ id, inputs, outputs }) => JSON.stringify([id, inputs, outputs]).replace(/"ciphertext":"[^"]*"/g, ""))
          .sort();
      const before = remembered();
      arm(office, "GetConfig");
      const refreshed = await stack.refresh();
      expect(refreshed.code).not.toBe(0);
      expect(refreshed.output).not.toMatch(/- delete|deleted/);
      expectSaid("GetConfig", refreshed.output);
      pbx.clearFaults();
      expect(remembered()).toEqual(before);
      expect((await stack.refresh()).output).toContain(`${faults.length + 1} unchanged`);

      arm(office, "RemoveConfig");
      const destroyed = await stack.destroy("--continue-on-error");
      expect(destroyed.code).not.toBe(0);
      expectOutcomes("RemoveConfig", destroyed.output, ({ id }) => {
        if (inState(id) === undefined) {
          return "done";
        }
        return owner(id) === undefined ? "refused, carried out" : "refused";
      });
      pbx.clearFaults();
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(pbx.extensions.ids()).toEqual([]);
      expect(stack.extensions()).toEqual([]);
    }, 300_000);
  },
);
