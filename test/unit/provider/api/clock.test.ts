import { onAbort, systemClock } from "../../../../provider/api/clock";
import { rejectionOf } from "../../../support/thrownErrors";

describe("the machine's clock", () => {
  it("never goes back, and goes on while it sleeps", async () => {
    const before = systemClock.now();
    await systemClock.sleep(20, undefined);
    expect(systemClock.now()).toBeGreaterThan(before);
  });

  it("ends a sleep with the reason of the signal, be it raised before or while it sleeps", async () => {
    const reason = new Error("given up");
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const sleeping = rejectionOf(systemClock.sleep(60_000, controller.signal));
    controller.abort(reason);
    expect(await sleeping).toBe(reason);
  });

  it("has random numbers from 0 up to 1", () => {
    const chances = Array.from({ length: 100 }, () => systemClock.random());
    expect(chances.every((chance) => chance >= 0 && chance < 1)).toBe(true);
    expect(new Set(chances).size).toBeGreaterThan(90);
  });
});

describe("onAbort", () => {
  it("lets many wait for one signal, without a warning of Node.js", async () => {
    const { signal, abort } = controller();
    const warnings: unknown[] = [];
    const note = (warning: unknown) => warnings.push(warning);
    process.on("warning", note);
    let called = 0;
    const stops = Array.from({ length: 30 }, () => onAbort(signal, () => (called += 1)));
    await Promise.all(Array.from({ length: 30 }, () => systemClock.sleep(1, signal)));
    stops[0]?.();
    abort();
    await systemClock.sleep(1, undefined);
    process.off("warning", note);
    expect(called).toBe(29);
    expect(warnings).toEqual([]);
  });
});

function controller() {
  const own = new AbortController();
  return { signal: own.signal, abort: () => own.abort() };
}
