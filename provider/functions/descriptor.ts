// Apart from types.ts: what programs import must not reach the types of the HTTP client.
import type { OzekiClient, RetryHooks } from "../api";

/** How a function runs. */
export interface FunctionOptions {
  /** Reports retries, and can cancel it. */
  hooks?: RetryHooks;
}

/** A function of this provider: what programs in TypeScript, the native plugin and the schema have in common. */
export interface FunctionDescriptor<Args extends object, Result> {
  readonly name: string;
  /** The names of its arguments but `connection`. An `extensionId` is required, all others are optional. */
  readonly args: readonly string[];
  /** The properties of its result that are secrets. */
  readonly secrets: readonly string[];
  /** All properties of its result, or the property under which the native plugin returns an array. */
  readonly result: (unknown extends Result ? readonly string[] : readonly (keyof Result & string)[]) | string;
  /**
   * Reads the PBX.
   *
   * @throws FunctionError where the PBX refuses or does not answer
   */
  run(client: OzekiClient, args: Args, options: FunctionOptions): Promise<Result>;
}
