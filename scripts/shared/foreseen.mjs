/** Why something did not come to its end, where that was foreseen: a line that says what to do. */
export class Foreseen extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode] of the command that failed
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}

/**
 * What to print of an error. Only what was foreseen has a line of its own. A defect keeps its stack, or nobody could ever
 * find it.
 * @param {unknown} error
 */
export function explained(error) {
  if (error instanceof Foreseen) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
