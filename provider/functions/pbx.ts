import * as pulumi from "@pulumi/pulumi";
import type { Connections } from "../connection";
import type { LookUpOptions } from "../lookUps/lookUp";
import type { OzekiClient } from "../ozeki";
import type { LookUpArgs } from "./lookUpArgs";

let connections: Connections | undefined;

/**
 * Looks something up on the PBX that a program means. All look-ups of a program share their connections.
 *
 * Everything that talks to a PBX is loaded here and not before: a program that only declares does not pay for it.
 *
 * @throws pulumi.RunError with one line that says what failed and what to do: Pulumi prints it without a stack
 */
export async function onPbx<Result>(
  { connection }: LookUpArgs,
  run: (client: OzekiClient, options: LookUpOptions) => Promise<Result>,
): Promise<Result> {
  const { LookUpError } = require("../lookUps") as typeof import("../lookUps");
  const { ConfigurationError } =
    require("../connection/configurationError") as typeof import("../connection/configurationError");
  const { Progress } = require("../dynamic/progress") as typeof import("../dynamic/progress");
  const progress = new Progress((line) => void pulumi.log.info(line));
  try {
    const client = connectionsOfProgram().client(connection);
    return await run(client, {
      hooks: {
        onRetry: (retry) => progress.waiting(client.pbx, retry),
        onSilence: (silence) => progress.waiting(client.pbx, { ...silence, delay: 0 }),
      },
    });
  } catch (error) {
    if (error instanceof LookUpError) {
      throw new pulumi.RunError(error.message);
    }
    if (error instanceof ConfigurationError) {
      throw new pulumi.RunError(`${error.message}.`);
    }
    throw error;
  }
}

function connectionsOfProgram(): Connections {
  if (connections === undefined) {
    const { Connections } = require("../connection") as typeof import("../connection");
    connections = new Connections({
      get: (key) => pulumi.runtime.getConfig(key),
      keys: Object.keys(pulumi.runtime.allConfig()),
      environment: process.env,
    });
  }
  return connections;
}

/** The look-ups, loaded when the first is called. */
export function lookUps(): typeof import("../lookUps") {
  return require("../lookUps");
}
