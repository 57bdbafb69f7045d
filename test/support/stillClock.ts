import type { Clock } from "../../provider/api";

/** A clock on which time stands still: between attempts nobody waits, and no operation runs out of time. */
export const stillClock: Clock = {
  now: () => 0,
  sleep: async (_, signal) => signal?.throwIfAborted(),
  random: () => 0,
};
