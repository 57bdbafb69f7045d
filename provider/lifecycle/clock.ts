// Through here the adapters get the machine's clock: they know the lifecycle, and not the API below it.
export { systemClock } from "../ozeki/retry/systemClock";
