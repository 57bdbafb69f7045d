import type fc from "fast-check";
import { IS_LONG } from "./adapters";

/**
 * How often a property is tried: a tenth of the number in `npm test`, but 100 times at least; the number itself in
 * `npm run test:long`.
 */
export function propertyRuns(inLongMode: number): number {
  return IS_LONG ? inLongMode : Math.min(inLongMode, Math.max(100, Math.ceil(inLongMode / 10)));
}

/** `npm run fuzz` sets it: a property then runs for so many seconds, instead of for a number of cases. */
const FUZZ_SECONDS = Number(process.env.PULUMI_OZEKI_FUZZ_SECONDS ?? "0");

/** What a failed property printed as `seed`: the same cases again. */
const SEED = process.env.PULUMI_OZEKI_FUZZ_SEED;

/** What it printed as `path`: with the seed, the one case that failed. */
const PATH = process.env.PULUMI_OZEKI_FUZZ_PATH;

/** What it printed as `replayPath`, where it is made of commands. */
const REPLAY_PATH = process.env.PULUMI_OZEKI_FUZZ_REPLAY_PATH;

/** How a property is tried by `npm run fuzz`, `npm run test:long` and `npm test`. */
interface FuzzParameters {
  parameters: fc.Parameters<unknown>;
  /** For `fc.commands`. */
  commands: { replayPath?: string };
  /** How long Jest waits for it. */
  timeoutMs: number;
}

/** How long or how often a property is tried; or what to replay, as the environment demands. */
export function fuzzParameters(inLongMode: number): FuzzParameters {
  const runs =
    FUZZ_SECONDS > 0
      ? {
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: FUZZ_SECONDS * 1000,
          markInterruptAsFailure: false,
        }
      : { numRuns: propertyRuns(inLongMode) };
  const parameters = {
    ...runs,
    ...(SEED !== undefined && { seed: Number(SEED) }),
    ...(PATH !== undefined && { path: PATH, numRuns: 1, endOnFailure: true }),
  };
  const commands = REPLAY_PATH === undefined ? {} : { replayPath: REPLAY_PATH };
  return { parameters, commands, timeoutMs: FUZZ_SECONDS * 1000 + 300_000 };
}
