// As the clock: the adapters know the lifecycle, and not the API below it.
export { oneLine } from "../ozeki/oneLine";
