import { SingleBar } from "cli-progress";

/**
 * Shows on standard error what is being done and for how long: on a terminal in one line, elsewhere in a line every 15 seconds.
 * @param {string} text
 */
export function startProgress(text) {
  const bar = new SingleBar({
    format: "  {text} ({duration_formatted})",
    clearOnComplete: true,
    noTTYOutput: true,
    notTTYSchedule: 15_000,
    // Ctrl-C is handled in one place: runScript.
    gracefulExit: false,
  });
  const start = performance.now();
  bar.start(1, 0, { text });
  return {
    update: (/** @type {string} */ next) => bar.update({ text: next }),
    /** @returns the time that has passed, for people */
    stop() {
      bar.stop();
      const seconds = Math.round((performance.now() - start) / 1000);
      return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    },
  };
}
