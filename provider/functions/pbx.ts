import * as pulumi from "@pulumi/pulumi";
import type { Progress } from "../adapter/progress";
import type { Connections } from "../connection";
import type { LookUpOptions } from "../lookUps/lookUp";
import type { OzekiClient } from "../ozeki";
import type { LookUpArgs } from "./lookUpArgs";
import { NoSuchExtension } from "./noSuchExtension";

/** By the configuration: with Pulumi's Automation API one process runs several programs. */
const connectionsOf = new Map<string, Connections>();

/**
 * Looks something up on the PBX that a program means. All look-ups of a program share their connections.
 *
 * Everything that talks to a PBX is loaded here and not before: a program that only declares does not pay for it.
 *
 * @param check - refuses what makes no sense, before anything is sent
 * @throws NoSuchExtension where the PBX has no extension of the ID that was asked for
 * @throws pulumi.RunError with one line that says what failed and what to do: Pulumi prints it without a stack
 */
export async function onPbx<Result>(
  { connection }: LookUpArgs,
  check: (lookUps: typeof import("../lookUps")) => void,
  run: (client: OzekiClient, options: LookUpOptions) => Promise<Result>,
): Promise<Result> {
  const all = lookUps();
  const { ConfigurationError } =
    require("../connection/configurationError") as typeof import("../connection/configurationError");
  try {
    check(all);
    const client = connectionsOfProgram().client(connection);
    return await run(client, {
      hooks: {
        onRetry: (retry) => progress().waiting(client.pbx, retry),
        onSilence: (silence) => progress().waiting(client.pbx, { ...silence, delay: 0 }),
      },
    });
  } catch (error) {
    if (error instanceof all.NoSuchExtension) {
      throw new NoSuchExtension(error.message, error.extensionId, error.pbx);
    }
    if (error instanceof all.LookUpError) {
      throw new pulumi.RunError(error.message);
    }
    if (error instanceof ConfigurationError) {
      throw new pulumi.RunError(`${error.message}.`);
    }
    throw error;
  }
}

let progressOfProgram: Progress | undefined;

/** One for all look-ups: it tells of a PBX once, and not for each that waits for it. */
function progress(): Progress {
  if (progressOfProgram === undefined) {
    const { Progress } = require("../adapter/progress") as typeof import("../adapter/progress");
    progressOfProgram = new Progress((line) => void pulumi.log.info(line));
  }
  return progressOfProgram;
}

function connectionsOfProgram(): Connections {
  const all = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith("ozeki:"));
  const configuration = JSON.stringify([
    all,
    Object.entries(process.env).filter(([name]) => name.startsWith("OZEKI_")),
  ]);
  const known = connectionsOf.get(configuration);
  if (known !== undefined) {
    return known;
  }
  const { Connections } = require("../connection") as typeof import("../connection");
  const values = new Map(all);
  const made = new Connections({
    get: (key) => values.get(key),
    keys: [...values.keys()],
    environment: { ...process.env },
  });
  connectionsOf.set(configuration, made);
  return made;
}

/** The look-ups, loaded when the first is called. */
export function lookUps(): typeof import("../lookUps") {
  return require("../lookUps");
}
