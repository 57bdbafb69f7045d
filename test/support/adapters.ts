export type Adapter = "dynamic" | "native";

/** Both providers, for the tests of what the adapters themselves do. */
export const bothAdapters: readonly Adapter[] = ["dynamic", "native"];

/**
 * For what both providers hand on to the same lifecycle. `npm run test:long` runs these tests by both; `npm test` by the
 * dynamic provider, since each run of the engine takes seconds.
 */
export const longAdapters: readonly Adapter[] = process.env.PULUMI_OZEKI_LONG === "1" ? bothAdapters : ["dynamic"];
