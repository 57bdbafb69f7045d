import { systemClock } from "../../../../provider/api/clock";
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
