import { nextStep } from "../lifecycle/nextStep";
import type { Attempt, Command, OzekiClient, RetryHooks } from "../ozeki";
import { OzekiError } from "../ozeki";
import { LookUpFailed } from "./errors/lookUpFailed";

/** How a look-up runs. */
export interface LookUpOptions {
  /** Tells of retries, and can end it. */
  hooks?: RetryHooks;
}

/**
 * Runs a look-up: a command that only reads, repeated where the network fails.
 *
 * @throws LookUpFailed where the PBX refuses or does not answer; what to do next stands in its message
 */
export async function lookUp<Result>(
  client: OzekiClient,
  command: Command,
  { hooks }: LookUpOptions,
  attempt: (options: Attempt["options"]) => Promise<Result>,
): Promise<Result> {
  try {
    return await client.run(command, ({ options }) => attempt(options), hooks);
  } catch (error) {
    throw error instanceof OzekiError
      ? new LookUpFailed(`${error.message} ${nextStep("look up", error)}`, error)
      : error;
  }
}
