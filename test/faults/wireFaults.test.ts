import { isDeepStrictEqual } from "node:util";
import { OzekiError } from "../../provider/api";
import { OutcomeUnknown } from "../../provider/lifecycle/errors";
import { LifecycleError } from "../../provider/types/errors";
import type { State } from "../../provider/types/sipExtension/table";
import type { Simulator } from "../../simulator";
import { faultKinds } from "../../simulator";
import { extensionInputs, extensionState } from "../support/extensionInputs";
import { heldTexts, LifecycleContext, simulatedPbx, textsOf } from "../support/lifecycleContext";
import { stopAfterTest } from "../support/onTestFinished";
import { sipLifecycle } from "../support/sipLifecycle";
import type { Hit, Outcome, WireFault } from "./wireFaults";
import { faultAt, wireFaults } from "./wireFaults";

// Not ASCII: a wrong charset shows only there.
const declared = extensionInputs({ extensionId: "1000", userId: "réception", password: "Marked-Wire-1" });
const before = { ...declared, userId: "before" };

/** What each operation does in the run that is hit and in the one after it, and what the PBX is to hold in the end. */
const operations: Record<
  Hit,
  {
    /** What the PBX holds at first. */
    holds: Record<string, string>[];
    run(context: LifecycleContext, pbx: Simulator): Promise<unknown>;
    /** What the next run of the engine calls, by what the state holds then. */
    again(context: LifecycleContext, pbx: Simulator, error: unknown): Promise<unknown>;
    wanted: Record<string, string> | undefined;
  }
> = {
  AddConfig: {
    holds: [],
    run: (context) => sipLifecycle(context).create(declared),
    again: (context, _pbx, error) =>
      error instanceof OutcomeUnknown
        ? sipLifecycle(context).update(error.properties as State, declared)
        : sipLifecycle(context).create(declared),
    wanted: textsOf(declared),
  },
  GetConfig: {
    holds: [textsOf(declared)],
    run: (context, pbx) => sipLifecycle(context).read(extensionState(pbx.origin, declared)),
    again: (context, pbx) => sipLifecycle(context).read(extensionState(pbx.origin, declared)),
    wanted: textsOf(declared),
  },
  ModifyConfig: {
    holds: [textsOf(before)],
    run: (context, pbx) => sipLifecycle(context).update(extensionState(pbx.origin, before), declared),
    again: (context, pbx) => sipLifecycle(context).update(extensionState(pbx.origin, before), declared),
    wanted: textsOf(declared),
  },
  RemoveConfig: {
    holds: [textsOf(declared)],
    run: (context, pbx) => sipLifecycle(context).delete(extensionState(pbx.origin, declared)),
    again: (context, pbx) => sipLifecycle(context).delete(extensionState(pbx.origin, declared)),
    wanted: undefined,
  },
  ListExtensions: {
    holds: [textsOf(declared)],
    run: (context) => list(context),
    again: (context) => list(context),
    wanted: textsOf(declared),
  },
};

function list(context: LifecycleContext) {
  const client = context.clientFor(undefined);
  return client.run("ListExtensions", ({ options }) => client.listExtensions(options));
}

function outcomeOf(error: unknown, pbx: Simulator, hit: Hit): Outcome {
  const { holds, wanted } = operations[hit];
  const held = pbx.extensions.has("1000") ? heldTexts(pbx, "1000") : undefined;
  if (error === undefined) {
    expect(held).toEqual(wanted);
    return "done";
  }
  if (error instanceof OutcomeUnknown) {
    return "unknown";
  }
  if (isDeepStrictEqual(held, holds[0])) {
    return "refused";
  }
  expect(held).toEqual(wanted);
  return "refused, carried out";
}

async function runHit(fault: WireFault, hit: Hit) {
  const { holds, run } = operations[hit];
  const pbx = stopAfterTest(await simulatedPbx({ extensions: holds, faults: [faultAt(fault, hit)] }));
  const context = stopAfterTest(new LifecycleContext(pbx.origin));
  if (fault.waits === true) {
    context.requestTimeout = 0.6;
  }
  const result = await run(context, pbx).then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  return { pbx, ...result };
}

const cases = wireFaults.flatMap((fault) =>
  (Object.keys(operations) as Hit[]).map((hit) => [faultAt(fault, hit), fault.outcomes[hit], fault, hit] as const),
);

describe("a fault on the wire", () => {
  test.each(cases)("%s: %s, and the next run ends it as declared", async (_text, expected, fault, hit) => {
    const { pbx, value, error } = await runHit(fault, hit);
    expect(outcomeOf(error, pbx, hit)).toBe(expected);
    if (error === undefined) {
      if (hit === "GetConfig") {
        expect(value).toEqual(extensionState(pbx.origin, declared));
      }
      if (hit === "ListExtensions") {
        expect(value).toEqual([{ id: "1000", type: "SIP" }]);
      }
    } else {
      const { message } = error as Error;
      expect(error instanceof LifecycleError || error instanceof OzekiError).toBe(true);
      expect(message).toContain(fault.says);
      expect(message).toContain(pbx.origin);
      expect(message).not.toContain("\n");
      expect(message).not.toContain("Marked-Wire-1");
    }

    pbx.clearFaults();
    const nextRun = stopAfterTest(new LifecycleContext(pbx.origin));
    await operations[hit].again(nextRun, pbx, error);
    expect(pbx.extensions.has("1000") ? heldTexts(pbx, "1000") : undefined).toEqual(operations[hit].wanted);
    expect(pbx.requests.map(({ url }) => url).filter((url) => url !== "/")).toEqual([]);
  });

  test("of every kind that the simulator knows is in the table", () => {
    const listed = new Set(wireFaults.map(({ fault }) => fault.replace(/:.*$/, "")));
    const missing = Object.keys(faultKinds).filter((kind) => !listed.has(kind) && !/^(status|code)-/.test(kind));
    // A Latin-1 answer of plain ASCII is the same answer, another is not UTF-8: see wrong-charset.
    expect(missing).toEqual(["latin1"]);
  });
});
