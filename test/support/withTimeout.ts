import { createContext, Script } from "node:vm";

/**
 * Runs synchronous code that must end, and throws after 90 seconds: work that grows with the square of its input would keep a
 * test run busy for hours. It measures nothing.
 */
export function withTimeout<Result>(run: () => Result): Result {
  return new Script("run()").runInContext(createContext({ run }), { timeout: 90_000 }) as Result;
}
