// For tests that look at more than one thing of an error. For one, jest has `toThrow` and `rejects`.

/** The error that a function throws; undefined where it throws nothing. */
export function errorThrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The error with which a promise is rejected. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was fulfilled, where it should have been rejected");
}
