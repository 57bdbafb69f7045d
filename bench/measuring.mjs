import { NoPulumi } from "../scripts/pulumi-cli.mjs";
import { interruptible } from "../scripts/shared/interruptible.mjs";
import { CannotMeasure } from "./cannotMeasure.mjs";

/**
 * Runs a benchmark as a command: ends with 1 where it fails, and tidies up before Ctrl-C ends it.
 * @param {(signal: AbortSignal) => Promise<void>} main
 */
export async function measuring(main) {
  try {
    await interruptible(main);
  } catch (error) {
    // Only what was foreseen has a line of its own. A defect keeps its stack, or nobody could ever find it.
    const isForeseen = error instanceof CannotMeasure || error instanceof NoPulumi;
    console.error(error instanceof Error ? (isForeseen ? error.message : error.stack) : String(error));
    process.exitCode = 1;
  }
}

/**
 * What a benchmark is doing goes to standard error: standard output is the report.
 * @param {string} line
 */
export function say(line) {
  console.error(line);
}
