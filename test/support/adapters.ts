export type Adapter = "dynamic" | "native";

/** Whether this is `npm run test:long`. */
export const IS_LONG = process.env.PULUMI_OZEKI_LONG === "1";

/** A test that only `npm run test:long` runs. */
export const testLong = IS_LONG ? test : test.skip;

/** The same for several tests. */
export const describeLong = IS_LONG ? describe : describe.skip;

/** Both providers, for the tests of what the adapters themselves do. */
export const bothAdapters: readonly Adapter[] = ["dynamic", "native"];

/**
 * For what both providers pass to the same lifecycle. `npm run test:long` runs these tests with both; `npm test` with the
 * dynamic provider, since each command of the engine takes seconds.
 */
export const longAdapters: readonly Adapter[] = IS_LONG ? bothAdapters : ["dynamic"];
