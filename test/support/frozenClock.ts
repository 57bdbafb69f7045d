import type { Clock } from "../../provider/api";

/** A clock that never advances: nothing waits between attempts, and no operation times out. */
export const frozenClock: Clock = {
  now: () => 0,
  sleep: async (_, signal) => signal?.throwIfAborted(),
  random: () => 0,
};
