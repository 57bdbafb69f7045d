import fc from "fast-check";
import type { OzekiError } from "../../../../../provider/api";
import { ConnectionLost, PbxUnavailable, RequestTimedOut, Unreachable } from "../../../../../provider/api";
import { UntrustedCertificate } from "../../../../../provider/api/errors";
import { Availability, PROBE_INTERVAL_MS } from "../../../../../provider/api/retry/availability";
import { runOperation } from "../../../../../provider/api/retry/operation";
import { rejectionOf } from "../../../../support/thrownErrors";
import { VirtualClock } from "../../../../support/virtualClock";

const subject = (extensionId: string) => ({ command: "GetConfig", pbx: "http://pbx:7780", extensionId }) as const;
const refused = (extensionId: string) => new Unreachable(subject(extensionId), "ECONNREFUSED");
const limits = { maxRetries: 4, totalTime: 120_000, requestTime: 30_000 };

/** A run against a PBX of which a test tells how it answers. */
class Run {
  readonly clock = new VirtualClock();
  readonly availability = new Availability(this.clock);
  sent: string[] = [];
  answer: (extensionId: string) => OzekiError | undefined = () => undefined;

  /** Reads one extension, as the client does. */
  read(extensionId: string, maxRetries = limits.maxRetries): Promise<string> {
    return runOperation(
      "GetConfig",
      async ({ options }) => {
        this.availability.assertWorthTrying(subject(extensionId));
        options.onStart?.();
        this.sent.push(extensionId);
        const failure = this.answer(extensionId);
        if (failure !== undefined) {
          throw failure;
        }
        this.availability.answered();
        return extensionId;
      },
      { ...limits, maxRetries },
      this.clock,
      {},
      this.availability,
    );
  }
}

/** A run whose PBX was found to be off by extension 1000. */
async function off(): Promise<Run> {
  const run = new Run();
  run.answer = refused;
  expect(await rejectionOf(run.read("1000"))).toBeInstanceOf(Unreachable);
  run.sent = [];
  return run;
}

describe("a PBX that does not answer", () => {
  it("is off once one operation has used up its retries: the next ones fail at once and point to it", async () => {
    const run = await off();
    const failure = await rejectionOf(run.read("1001"));
    expect(failure).toBeInstanceOf(PbxUnavailable);
    expect((failure as Error).message).toBe(
      "GetConfig of extension 1001 on http://pbx:7780 failed: the PBX does not answer. See the error of extension 1000.",
    );
    expect(run.sent).toEqual([]);
  });

  it("ends the waiting of the operations that are between two attempts", async () => {
    const run = new Run();
    run.answer = refused;
    const outcomes = await Promise.allSettled(["1000", "1001", "1002"].map((id) => run.read(id)));
    const errors = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as OzekiError);
    expect(errors.filter((error) => error instanceof PbxUnavailable)).toHaveLength(2);
    expect(errors.filter((error) => error instanceof Unreachable)).toHaveLength(1);
  });

  it("is tried again by one operation every few seconds, and answers all others once it is back", async () => {
    const run = await off();
    run.clock.pass(PROBE_INTERVAL_MS);
    expect(await rejectionOf(run.read("1001"))).toBeInstanceOf(PbxUnavailable);
    expect(await rejectionOf(run.read("1002"))).toBeInstanceOf(PbxUnavailable);
    expect(run.sent).toEqual(["1001"]);
    run.clock.pass(PROBE_INTERVAL_MS);
    run.answer = () => undefined;
    expect(await run.read("1003")).toBe("1003");
    expect(await run.read("1004")).toBe("1004");
    expect(run.sent).toEqual(["1001", "1003", "1004"]);
  });

  it("may be off again later, which another operation explains", async () => {
    const run = await off();
    run.clock.pass(PROBE_INTERVAL_MS);
    run.answer = () => undefined;
    await run.read("1001");
    run.answer = refused;
    expect(await rejectionOf(run.read("1002"))).toBeInstanceOf(Unreachable);
    expect((await rejectionOf(run.read("1003"))) as Error).toMatchObject({
      message: expect.stringContaining("See the error of extension 1002."),
    });
  });

  it.each([
    ["an unknown host name", new Unreachable(subject("1000"), "ENOTFOUND")],
    ["TLS with a port that speaks none", new Unreachable(subject("1000"), "ERR_SSL_WRONG_VERSION_NUMBER")],
    ["a certificate", new UntrustedCertificate(subject("1000"), "CERT_HAS_EXPIRED")],
  ])("is off at once, without a repetition, for %s", async (_what, error) => {
    const run = new Run();
    run.answer = () => error;
    expect(await rejectionOf(run.read("1000"))).toBe(error);
    expect(run.sent).toEqual(["1000"]);
    expect(await rejectionOf(run.read("1001"))).toBeInstanceOf(PbxUnavailable);
    expect(run.sent).toEqual(["1000"]);
  });
});

describe("a PBX that is not off", () => {
  it("is one that drops connections", async () => {
    const run = new Run();
    run.answer = (extensionId) => new ConnectionLost(subject(extensionId), "ECONNRESET");
    await rejectionOf(run.read("1000"));
    run.answer = () => undefined;
    expect(await run.read("1001")).toBe("1001");
  });

  it("is one that lets one operation time out and answers another meanwhile", async () => {
    const run = new Run();
    run.answer = (extensionId) => (extensionId === "1000" ? new RequestTimedOut(subject(extensionId), 30) : undefined);
    const slow = run.read("1000");
    run.clock.pass(1);
    await run.read("1001");
    expect(await rejectionOf(slow)).toBeInstanceOf(RequestTimedOut);
    expect(await run.read("1002")).toBe("1002");
  });

  it("is one that fails once where nothing is repeated", async () => {
    const run = new Run();
    run.answer = (extensionId) => new RequestTimedOut(subject(extensionId), 30);
    await rejectionOf(run.read("1000", 0));
    run.answer = () => undefined;
    expect(await run.read("1001")).toBe("1001");
  });
});

describe("whatever a PBX does", () => {
  it("an operation that is tried after the PBX is back succeeds, and none is sent more often than its retries allow", async () => {
    const step = fc.record({ isUp: fc.boolean(), pause: fc.integer({ min: 0, max: 5_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const run = new Run();
        for (const [index, { isUp, pause }] of steps.entries()) {
          const id = String(1000 + index);
          run.answer = isUp ? () => undefined : refused;
          run.clock.pass(pause);
          await run.read(id).catch(() => undefined);
          expect(run.sent.filter((sent) => sent === id).length).toBeLessThanOrEqual(limits.maxRetries + 1);
        }
        run.answer = () => undefined;
        run.clock.pass(PROBE_INTERVAL_MS);
        expect(await run.read("last")).toBe("last");
      }),
    );
  });
});
