const cleanUps: (() => unknown)[] = [];

afterEach(() => callAll(cleanUps.splice(0).reverse()));

/** Calls a function after the test that is running, whether it passes or fails. The last one is called first. */
export function onTestFinished(cleanUp: () => unknown): void {
  cleanUps.push(cleanUp);
}

/** Stops a server, a client or a process after the test that is running. */
export function stopAfterTest<Started extends { stop(): unknown } | { close(): unknown }>(started: Started): Started {
  onTestFinished(() => ("stop" in started ? started.stop() : started.close()));
  return started;
}

/** Calls functions one after the other. One that throws keeps none of the others from it. */
export async function callAll(all: readonly (() => unknown)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const call of all) {
    try {
      await call();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, errors.map(String).join("\n"));
  }
}
