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
    // Expected errors are one line. A bug is printed with its stack.
    const isExpected = error instanceof CannotMeasure || error instanceof NoPulumi;
    console.error(error instanceof Error ? (isExpected ? error.message : error.stack) : String(error));
    process.exitCode = 1;
  }
}

/**
 * Prints the progress of a benchmark to standard error: standard output is for the report.
 * @param {string} line
 */
export function log(line) {
  console.error(line);
}
