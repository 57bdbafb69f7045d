import * as pulumi from "@pulumi/pulumi";
import { errorMessage } from "../adapters/shared/errorMessage";
import { Progress } from "../adapters/shared/progress";
import { Connections } from "../config/connections";
import { ConfigurationError } from "../config/errors";
import type { FunctionDescriptor } from "./descriptor";
import { FunctionError, MissingExtension } from "./errors";
import { NoSuchExtension } from "./noSuchExtension";
import { checkArguments } from "./reading";
import type { FunctionArgs, InputsOfArgs } from "./types";

/** By the configuration: with Pulumi's Automation API one process runs several programs. */
const connectionsByConfiguration = new Map<string, Connections>();

/** Shared by all functions, so that a PBX is reported once, not for each call that waits for it. */
const progress = new Progress({ info: (line) => void pulumi.log.info(line) });

/**
 * Calls a function on the PBX that the program's configuration names.
 *
 * @throws NoSuchExtension where the PBX has no extension with the ID
 * @throws pulumi.RunError with the problem and the next step in one line, which Pulumi prints without a stack
 */
export async function callFunction<Args extends FunctionArgs, Result>(
  descriptor: FunctionDescriptor<Args, Result>,
  options: FunctionArgs,
  extensionId?: string,
): Promise<Result> {
  try {
    checkArguments(descriptor, options, extensionId);
    const client = connectionsOfProgram().client(options.connection);
    return await descriptor.run(client, { ...options, extensionId } as unknown as Args, {
      hooks: {
        onRetry: (retry) => progress.waiting(client.pbx, retry),
        onSilence: (silence) => progress.waiting(client.pbx, { ...silence, delay: 0 }),
      },
    });
  } catch (error) {
    if (error instanceof MissingExtension) {
      throw new NoSuchExtension(error.message, error.extensionId, error.pbx);
    }
    if (error instanceof FunctionError || error instanceof ConfigurationError) {
      throw new pulumi.RunError(errorMessage(error));
    }
    throw error;
  }
}

/** {@link callFunction}, with the secrets of the result as secret Outputs. */
export async function callWithSecrets<Args extends FunctionArgs, Result extends object>(
  descriptor: FunctionDescriptor<Args, Result>,
  options: FunctionArgs,
  extensionId: string,
): Promise<object> {
  const found: Record<string, unknown> = { ...((await callFunction(descriptor, options, extensionId)) as object) };
  for (const name of descriptor.secrets) {
    found[name] = pulumi.secret(found[name]);
  }
  return found;
}

/**
 * The `...Output` variant of a function: it is called once all arguments are known.
 *
 * @param options - plain values and Outputs; all of them are passed on, so that a misspelt name is refused
 * @returns an Output of an array, or an object with one Output for each property, so that a program can export one of
 * them without the others' secrets
 */
export function callOutput<Args extends FunctionArgs, Result>(
  descriptor: FunctionDescriptor<Args, Result>,
  options: InputsOfArgs<FunctionArgs>,
  extensionId?: pulumi.Input<string>,
): unknown {
  const found = pulumi
    .output({ options, extensionId })
    .apply((given) => callFunction(descriptor, given.options as FunctionArgs, given.extensionId));
  if (typeof descriptor.result === "string") {
    return found;
  }
  return Object.fromEntries(
    descriptor.result.map((name) => {
      const one = found.apply((all) => (all as Record<string, unknown>)[name]);
      return [name, descriptor.secrets.includes(name) ? pulumi.secret(one) : one];
    }),
  );
}

function connectionsOfProgram(): Connections {
  const all = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith("ozeki:"));
  const configuration = JSON.stringify([
    all,
    Object.entries(process.env).filter(([name]) => name.startsWith("OZEKI_")),
  ]);
  const known = connectionsByConfiguration.get(configuration);
  if (known !== undefined) {
    return known;
  }
  const values = new Map(all);
  const connections = new Connections({
    get: (key) => values.get(key),
    keys: [...values.keys()],
    environment: { ...process.env },
  });
  connectionsByConfiguration.set(configuration, connections);
  return connections;
}
