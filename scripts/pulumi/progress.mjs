import { elapsed } from "../shared/elapsed.mjs";

/** Often enough that nobody thinks it hangs, seldom enough for a log. */
const EVERY = 15_000;

/**
 * Shows how far something is that takes minutes: on a terminal a line that changes each second, elsewhere a line now and then.
 * @param {{ say: (line: string) => void, progress?: ((line: string) => void) | undefined }} outlet
 * @returns {{ at: (text: string) => void, end: () => string }} end gives the time that it took
 */
export function startProgress({ say, progress }) {
  const start = performance.now();
  let text = "";
  const show = () => {
    if (text) (progress ?? say)(`  ${text} (${elapsed(performance.now() - start)})`);
  };
  const timer = setInterval(show, progress ? 1_000 : EVERY);
  return {
    at(next) {
      text = next;
    },
    end() {
      clearInterval(timer);
      progress?.("");
      return elapsed(performance.now() - start);
    },
  };
}
