import { createContext, Script } from "node:vm";

/**
 * Runs something that must come to an end, and stops it where it does not: work that grows with the square of its input
 * would keep a whole test run busy for hours. Measures nothing: what ends is in time.
 */
export function notForEver<Result>(run: () => Result): Result {
  return new Script("run()").runInContext(createContext({ run }), { timeout: 90_000 }) as Result;
}
