const FIRST = 500;
const LONGEST = 8_000;

/**
 * How long to wait before the next attempt: half a second, doubled each time up to 8 s, and of that a random part
 * between a half and all, so that many operations do not come back at once.
 *
 * @param attempt - the number of the attempt that failed, from 1
 * @param random - from 0 up to 1
 * @returns milliseconds
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
