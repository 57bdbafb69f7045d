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

/** How long `npm run fuzz`, `npm run test:long` and `npm test` try a property, and how long Jest waits for that. */
export function fuzzParameters(inLongMode: number): { parameters: fc.Parameters<unknown>; timeoutMs: number } {
  const parameters =
    FUZZ_SECONDS > 0
      ? {
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: FUZZ_SECONDS * 1000,
          markInterruptAsFailure: false,
        }
      : { numRuns: propertyRuns(inLongMode) };
  return { parameters, timeoutMs: FUZZ_SECONDS * 1000 + 300_000 };
}
