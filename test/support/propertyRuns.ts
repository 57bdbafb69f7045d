import { IS_LONG } from "./adapters";

/**
 * How often a property is tried: a tenth of the number in `npm test`, but 100 times at least; the number itself in
 * `npm run test:long`.
 */
export function propertyRuns(inLongMode: number): number {
  return IS_LONG ? inLongMode : Math.min(inLongMode, Math.max(100, Math.ceil(inLongMode / 10)));
}
