const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    await cleanUp();
  }
});

/** Calls a function after the test that is running, whether it passes or fails. The last one is called first. */
export function onTestFinished(cleanUp: () => unknown): void {
  cleanUps.push(cleanUp);
}

/** Stops a server, a client or a process after the test that is running. */
export function stopAfterTest<Started extends { stop(): unknown } | { close(): unknown }>(started: Started): Started {
  onTestFinished(() => ("stop" in started ? started.stop() : started.close()));
  return started;
}
