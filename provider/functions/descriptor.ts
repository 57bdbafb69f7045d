import type * as pulumi from "@pulumi/pulumi";
import type { Attempt, Command, ConfigXml, OzekiClient, RetryHooks } from "../api";
import { OzekiError } from "../api/errors";
import { nextStep } from "../lifecycle/nextStep";
import { readExtension } from "../lifecycle/readExtension";
import { extensionId as extensionIdRule, string } from "../types/rules";
import { FunctionFailed, InvalidArgument, MissingExtension } from "./errors";

/** Which PBX a function reads. */
export interface FunctionArgs {
  /**
   * Name of an entry of the stack's `ozeki:connections`.
   *
   * @default the stack's own connection: `ozeki:url`, `ozeki:username`, `ozeki:password`
   */
  connection?: string | undefined;
}

/** The same arguments, of which any may be an Output. */
export type InputsOfArgs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> | undefined };

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
  readonly result: readonly string[] | string;
  /**
   * Reads the PBX.
   *
   * @throws FunctionError where the PBX refuses or does not answer
   */
  run(client: OzekiClient, args: Args, options: FunctionOptions): Promise<Result>;
}

/**
 * Refuses arguments that TypeScript would not accept, as a program in JavaScript may pass them.
 *
 * @throws InvalidArgument naming the argument and the rule
 */
export function checkArguments({ args }: Pick<FunctionDescriptor<never, unknown>, "args">, given: object): void {
  const { extensionId, ...options } = given as { extensionId?: unknown };
  const known = [...args.filter((name) => name !== "extensionId"), "connection"];
  const refuse = (name: string, problem: string | undefined) => {
    if (problem !== undefined) {
      throw new InvalidArgument(name, problem);
    }
  };
  if (args.includes("extensionId")) {
    refuse("extensionId", isMissing(extensionId) ? "is missing" : extensionIdRule(extensionId));
  } else if ("extensionId" in given) {
    refuse("extensionId", `no such option; there are ${known.join(", ")}`);
  }
  for (const [name, value] of Object.entries(options)) {
    refuse(name, known.includes(name) ? undefined : `no such option; there are ${known.join(", ")}`);
    refuse(name, isMissing(value) ? undefined : isString(value));
  }
}

/**
 * Runs a command that only reads; it is repeated where the network fails.
 *
 * @throws FunctionFailed where the PBX refuses or does not answer; its message ends with the next step
 */
export async function readCommand<Result>(
  client: OzekiClient,
  command: Command,
  { hooks }: FunctionOptions,
  attempt: (options: Attempt["options"]) => Promise<Result>,
): Promise<Result> {
  try {
    return await client.run(command, ({ options }) => attempt(options), hooks);
  } catch (error) {
    throw error instanceof OzekiError
      ? new FunctionFailed(`${error.message} ${nextStep("function", error)}`, error)
      : error;
  }
}

/**
 * Reads the configuration of an extension (GetConfig).
 *
 * @throws MissingExtension where the PBX has none of that ID
 * @throws FunctionFailed where the PBX refuses or does not answer
 */
export async function readConfig(
  client: OzekiClient,
  extensionId: string,
  options: FunctionOptions,
): Promise<ConfigXml> {
  const config = await readCommand(client, "GetConfig", options, (request) =>
    readExtension(client, extensionId, request),
  );
  if (config === undefined) {
    throw new MissingExtension(client.pbx, extensionId);
  }
  return config;
}

const isString = string();

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
