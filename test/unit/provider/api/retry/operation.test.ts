import fc from "fast-check";
import type { Attempt, Command, RequestOptions, Retry } from "../../../../../provider/api";
import { ConnectionLost, Unreachable } from "../../../../../provider/api";
import type { RetryHooks, RetryLimits } from "../../../../../provider/api/retry/operation";
import { runOperation } from "../../../../../provider/api/retry/operation";
import { backoff } from "../../../../../provider/api/retry/retryRule";
import { ozekiErrors } from "../../../../support/ozekiErrors";
import { propertyRuns } from "../../../../support/propertyRuns";
import { rejectionOf } from "../../../../support/thrownErrors";
import { VirtualClock } from "../../../../support/virtualClock";

const subject = { command: "GetConfig", pbx: "http://pbx:7780", extensionId: "1000" } as const;
const lost = () => new ConnectionLost(subject, "ECONNRESET");
const limits: RetryLimits = { maxRetries: 4, totalTime: 120_000, requestTime: 30_000 };

interface Given {
  operation?: Command;
  limits?: Partial<RetryLimits>;
  clock?: VirtualClock;
  hooks?: RetryHooks;
}

/** Runs an operation whose attempts end as told, one after the other; the last ending stays. */
function run(endings: readonly (() => unknown)[], given: Given = {}) {
  const attempts: Attempt[] = [];
  const outcome = runOperation(
    given.operation ?? "GetConfig",
    async (attempt) => {
      attempts.push(attempt);
      const ended = endings[Math.min(attempts.length, endings.length) - 1]?.();
      if (ended instanceof Error) {
        throw ended;
      }
      return ended;
    },
    { ...limits, ...given.limits },
    given.clock ?? new VirtualClock(),
    given.hooks,
  );
  return { outcome, attempts };
}

/** An attempt whose request leaves the queue at once and then takes its time. */
function taking(clock: VirtualClock, milliseconds: number, attempts: readonly Attempt[]) {
  return () => {
    attempts.at(-1)?.options.onStart?.();
    clock.pass(milliseconds);
    return lost();
  };
}

describe("an operation", () => {
  it("is over with its first success", async () => {
    const clock = new VirtualClock();
    const { outcome, attempts } = run([() => "done"], { clock });
    expect(await outcome).toBe("done");
    expect(attempts).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it("is repeated after failures of the network until it succeeds", async () => {
    const { outcome, attempts } = run([lost, lost, () => "done"]);
    expect(await outcome).toBe("done");
    expect(attempts).toHaveLength(3);
  });

  it.each([0, 1, 4, 100])("is repeated %i times and no more, with longer and longer waits", async (maxRetries) => {
    const clock = new VirtualClock();
    const { outcome, attempts } = run([lost], { limits: { maxRetries, totalTime: Number.POSITIVE_INFINITY }, clock });
    const failure = await rejectionOf(outcome);
    expect(failure).toBeInstanceOf(ConnectionLost);
    expect(attempts).toHaveLength(maxRetries + 1);
    expect(clock.sleeps).toEqual(Array.from({ length: maxRetries }, (_, index) => backoff(index + 1, 1)));
  });

  it("throws an error with the number of attempts", async () => {
    const failure = await rejectionOf(run([lost], { limits: { maxRetries: 2 } }).outcome);
    expect(failure).toMatchObject({
      attempts: 3,
      message:
        "GetConfig of extension 1000 on http://pbx:7780 failed after 3 attempts: " +
        "the connection ended before the answer was complete (ECONNRESET).",
    });
  });

  it("does not count attempts where there was one", async () => {
    const failure = await rejectionOf(run([lost], { limits: { maxRetries: 0 } }).outcome);
    expect((failure as Error).message).toMatch(/^GetConfig of extension 1000 on \S+ failed: /);
  });

  it("ends in what its last attempt ended in, which may be another error than the first", async () => {
    const errors = ozekiErrors(subject);
    const { outcome, attempts } = run([lost, () => errors.Unreachable, () => errors.CommandRefused, lost]);
    await expect(outcome).rejects.toBe(errors.CommandRefused);
    expect(attempts).toHaveLength(3);
    // The PBX answered: that there were attempts before does not matter any more.
    expect(errors.CommandRefused).toMatchObject({ attempts: 1 });
  });

  it.each([new TypeError("a mistake"), "a string", undefined, Object.assign(new Error("x"), { code: "ECONNRESET" })])(
    "is never repeated after an unknown error: %p",
    async (thrown) => {
      const clock = new VirtualClock();
      let attempts = 0;
      const outcome = runOperation(
        "GetConfig",
        async () => {
          attempts += 1;
          throw thrown;
        },
        limits,
        clock,
      );
      await expect(outcome).rejects.toBe(thrown);
      expect(attempts).toBe(1);
      expect(clock.sleeps).toEqual([]);
    },
  );

  it("waits a random time", async () => {
    const chances = [0, 0.25, 0.999];
    const clock = new VirtualClock(() => chances.shift() ?? 0);
    await rejectionOf(run([lost], { limits: { maxRetries: 3 }, clock }).outcome);
    expect(clock.sleeps).toEqual([backoff(1, 0), backoff(2, 0.25), backoff(3, 0.999)]);
  });
});

describe("looking first", () => {
  it("is asked of every attempt behind one of AddConfig that may have been executed", async () => {
    const unreachable = () => new Unreachable(subject, "ECONNREFUSED");
    const { outcome, attempts } = run([unreachable, lost, unreachable, () => "done"], { operation: "AddConfig" });
    await outcome;
    expect(attempts.map(({ verifyFirst }) => verifyFirst)).toEqual([false, false, true, true]);
  });

  it("is asked of no other operation", async () => {
    const { outcome, attempts } = run([lost, lost, () => "done"], { operation: "ModifyConfig" });
    await outcome;
    expect(attempts.map(({ verifyFirst }) => verifyFirst)).toEqual([false, false, false]);
  });
});

describe("the time of an operation", () => {
  it("begins when its first request leaves the queue", async () => {
    const clock = new VirtualClock();
    const attempts: Attempt[] = [];
    const retries: Retry[] = [];
    const outcome = runOperation(
      "GetConfig",
      async (attempt) => {
        attempts.push(attempt);
        // Hours in the queue.
        clock.pass(10_000_000);
        attempt.options.onStart?.();
        clock.pass(1_000);
        throw lost();
      },
      { ...limits, totalTime: 20_000_000, maxRetries: 1 },
      clock,
      { onRetry: (retry) => retries.push(retry) },
    );
    await rejectionOf(outcome);
    expect(retries.map(({ elapsed }) => elapsed)).toEqual([1_000]);
    expect(attempts).toHaveLength(2);
  });

  it("begins with the first failure where no connection was made", async () => {
    const clock = new VirtualClock();
    const retries: Retry[] = [];
    const endings = [
      () => {
        clock.pass(10_000);
        return new Unreachable(subject, "UND_ERR_CONNECT_TIMEOUT");
      },
    ];
    await rejectionOf(run(endings, { clock, hooks: { onRetry: (retry) => retries.push(retry) } }).outcome);
    expect(retries.map(({ elapsed }) => elapsed)).toEqual([0, 10_500, 21_500, 33_500]);
  });

  it("is bounded: no attempt begins that would begin too late", async () => {
    const clock = new VirtualClock();
    const attempts: Attempt[] = [];
    const attemptOnce = taking(clock, 30_000, attempts);
    const outcome = runOperation(
      "GetConfig",
      async (attempt) => {
        attempts.push(attempt);
        throw attemptOnce();
      },
      { ...limits, maxRetries: 100 },
      clock,
    );
    const failure = await rejectionOf(outcome);
    // 30 s each, and 0.5 + 1 + 2 s of waiting: the fifth would begin after more than 120 s.
    expect(attempts).toHaveLength(4);
    expect(failure).toMatchObject({ attempts: 4 });
    expect(clock.sleeps).toEqual([500, 1000, 2000]);
  });

  it("leaves to each request what is left of it, and never more than one request may take", async () => {
    const clock = new VirtualClock();
    const left: (number | undefined)[] = [];
    const ask = ({ onStart }: RequestOptions) => left.push(onStart?.());
    const outcome = runOperation(
      "ModifyConfig",
      async ({ options }) => {
        ask(options);
        clock.pass(29_000);
        ask(options);
        clock.pass(29_000);
        throw lost();
      },
      limits,
      clock,
    );
    await rejectionOf(outcome);
    // Behind 0, 29, 58.5, 87.5, 117.5 and 146.5 s.
    expect(left).toEqual([30_000, 30_000, 30_000, 30_000, 2_500, 1]);
  });

  it("is bounded whatever its attempts take, and so is their number", async () => {
    const durations = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 30 });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const bounds = fc.record({
      maxRetries: fc.integer({ min: 0, max: 30 }),
      requestTime: fc.integer({ min: 1, max: 30_000 }),
      totalTime: fc.integer({ min: 1, max: 120_000 }),
    });
    await fc.assert(
      fc.asyncProperty(durations, chance, bounds, async (takes, random, given) => {
        const clock = new VirtualClock(() => random);
        let attempts = 0;
        const startedAt = clock.now();
        const outcome = runOperation(
          "GetConfig",
          async ({ options }) => {
            const allowed = options.onStart?.() ?? 0;
            clock.pass(Math.min(allowed, takes[attempts++ % takes.length] ?? 0));
            throw lost();
          },
          given,
          clock,
        );
        await rejectionOf(outcome);
        expect(attempts).toBeLessThanOrEqual(given.maxRetries + 1);
        expect(clock.now() - startedAt).toBeLessThanOrEqual(given.totalTime);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("the hooks of a repetition", () => {
  it("is the error, the attempt that follows, how many there are, the wait and the time so far", async () => {
    const clock = new VirtualClock();
    const retries: Retry[] = [];
    const errors = [lost(), lost(), lost()];
    const attempts: Attempt[] = [];
    let failures = 0;
    const outcome = runOperation(
      "GetConfig",
      async (attempt) => {
        attempts.push(attempt);
        attempt.options.onStart?.();
        clock.pass(100);
        throw errors[failures++];
      },
      { ...limits, maxRetries: 2 },
      clock,
      { onRetry: (retry) => retries.push(retry) },
    );
    await rejectionOf(outcome);
    expect(retries).toEqual([
      { error: errors[0], attempt: 2, attempts: 3, delay: 500, elapsed: 100 },
      { error: errors[1], attempt: 3, attempts: 3, delay: 1000, elapsed: 700 },
    ]);
  });

  it("are called before the wait, and not after the last attempt", async () => {
    const order: string[] = [];
    const clock = new VirtualClock(undefined, () => void order.push("sleeps"));
    const hooks = { onRetry: () => void order.push("onRetry") };
    await rejectionOf(run([lost], { limits: { maxRetries: 2 }, clock, hooks }).outcome);
    expect(order).toEqual(["onRetry", "sleeps", "onRetry", "sleeps"]);
  });
});

describe("a time of its own", () => {
  it.each([
    [60_000, 2],
    [600_000, 5],
  ])("of %d ms replaces the limit of all operations: %d attempts of 40 s", async (totalTime, wanted) => {
    const clock = new VirtualClock();
    const attempts: Attempt[] = [];
    const outcome = runOperation(
      "GetConfig",
      async (attempt) => {
        attempts.push(attempt);
        throw taking(clock, 40_000, attempts)();
      },
      limits,
      clock,
      { totalTime },
    );
    await expect(outcome).rejects.toBeInstanceOf(ConnectionLost);
    expect(attempts).toHaveLength(wanted);
  });
});

describe("a signal to an operation", () => {
  it("that only stops it is handed to every request, and ends a wait for the next attempt", async () => {
    const controller = new AbortController();
    const clock = new VirtualClock(undefined, () => controller.abort(new Error("stopping")));
    const { outcome, attempts } = run([lost], { clock, hooks: { stopping: controller.signal } });
    await expect(outcome).rejects.toEqual(new Error("stopping"));
    expect(attempts.map(({ options }) => options.stopping)).toEqual([controller.signal]);
  });

  const reason = new Error("given up");

  it("is passed to every request", async () => {
    const { signal } = new AbortController();
    const { outcome, attempts } = run([lost, () => "done"], { hooks: { signal } });
    await outcome;
    expect(attempts.map(({ options }) => options.signal)).toEqual([signal, signal]);
  });

  it("ends the wait, and there is no other attempt", async () => {
    const controller = new AbortController();
    const clock = new VirtualClock(undefined, () => controller.abort(reason));
    const { outcome, attempts } = run([lost], { clock, hooks: { signal: controller.signal } });
    await expect(outcome).rejects.toBe(reason);
    expect(attempts).toHaveLength(1);
  });
});

describe("silence", () => {
  afterEach(() => jest.useRealTimers());

  it("is reported once an attempt takes five seconds, and not where the answer came before", async () => {
    jest.useFakeTimers();
    const reported: unknown[] = [];
    const limits = { maxRetries: 4, requestTime: 30_000, totalTime: 120_000 };
    const answers: (() => void)[] = [];
    const run = () =>
      runOperation(
        "GetConfig",
        ({ options }) => {
          options.onStart?.();
          return new Promise<void>((resolve) => answers.push(resolve));
        },
        limits,
        new VirtualClock(),
        { onSilence: (silence) => reported.push(silence) },
      );
    const slow = run();
    await jest.advanceTimersByTimeAsync(4_999);
    expect(reported).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(reported).toEqual([{ attempt: 1, attempts: 5, elapsed: 0 }]);
    answers[0]?.();
    await slow;

    const quick = run();
    answers[1]?.();
    await quick;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(reported).toHaveLength(1);
  });
});
