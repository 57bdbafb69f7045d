import type { Attempt, Command, ConfigXml, OzekiClient } from "../api";
import { OzekiError } from "../api/errors";
import { messageWithNextStep } from "../lifecycle/advice";
import { readExtension } from "../lifecycle/readExtension";
import { splitSecrets } from "../types/content";
import { readBoolean } from "../types/elementText";
import { extensionTable } from "../types/extension/table";
import type { PropertyTable } from "../types/propertyTable";
import { elementProperties, isAlwaysReturned } from "../types/propertyTable";
import { extensionId as extensionIdRule, string } from "../types/rules";
import { isSipElement } from "../types/sipExtension/sipExtensionType";
import { SIP_KNOWN_TYPE } from "../types/sipExtension/table";
import type { FunctionDescriptor, FunctionOptions } from "./descriptor";
import { FunctionFailed, InvalidArgument, MissingExtension, NotASipExtension } from "./errors";
import { InvalidPattern, matchId } from "./matchId";

/**
 * Refuses arguments that TypeScript would not accept, as a program in JavaScript may pass them.
 *
 * @param options - all arguments but the ID
 * @param extensionId - what was passed as the ID, where the function takes one
 * @throws InvalidArgument naming the argument and the rule
 */
export function checkArguments(
  { args }: Pick<FunctionDescriptor<never, unknown>, "args">,
  options: object,
  extensionId?: unknown,
): void {
  const known = [...args.filter((name) => name !== "extensionId"), "connection"];
  const refuse = (name: string, problem: string | undefined) => {
    if (problem !== undefined) {
      throw new InvalidArgument(name, problem);
    }
  };
  if (args.includes("extensionId")) {
    refuse("extensionId", isMissing(extensionId) ? "is missing" : extensionIdRule(extensionId));
  }
  for (const [name, value] of Object.entries(options)) {
    refuse(name, known.includes(name) ? undefined : `no such option; there are ${known.join(", ")}`);
    refuse(name, isMissing(value) ? undefined : isString(value));
  }
}

/**
 * Runs a command that only reads, and repeats it where the network fails.
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
    throw error instanceof OzekiError ? new FunctionFailed(messageWithNextStep(error, "function"), error) : error;
  }
}

/**
 * Reads the configuration of an extension (GetConfig).
 *
 * @throws MissingExtension where the PBX has no extension with that ID
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

/**
 * Reads the configuration of a SIP extension (GetConfig).
 *
 * @throws MissingExtension where the PBX has no extension with that ID
 * @throws NotASipExtension where it is of another type
 * @throws FunctionFailed where the PBX refuses or does not answer
 */
export async function readSipConfig(
  client: OzekiClient,
  extensionId: string,
  options: FunctionOptions,
): Promise<ConfigXml> {
  const config = await readConfig(client, extensionId, options);
  if (config.knownType !== SIP_KNOWN_TYPE) {
    throw new NotASipExtension(client.pbx, extensionId, config.knownType);
  }
  return config;
}

/** The values of the properties that elements of their own hold. One that the PBX does not return is left out. */
export function propertiesIn(config: ConfigXml, table: PropertyTable): Record<string, unknown> {
  return Object.fromEntries(
    elementProperties(table).flatMap(({ name, property, element }) => {
      const text = config.text(element) ?? (isAlwaysReturned(property) ? "" : undefined);
      const value = property.type === "boolean" && text !== undefined ? readBoolean(text) : text;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The elements that no property of a SIP extension holds, with the secrets separate. */
export function furtherSipElements(config: ConfigXml): ReturnType<typeof splitSecrets> {
  return splitSecrets(config, (name) => !isSipElement(name));
}

/** All elements but the ID, with the secrets separate. */
export function elementsIn(config: ConfigXml): ReturnType<typeof splitSecrets> {
  return splitSecrets(config, (name) => name !== extensionTable.extensionId.element);
}

/**
 * A test of IDs by the argument `match`.
 *
 * @throws InvalidArgument where it is not a pattern
 */
export function matcher(pattern: string): (id: string) => boolean {
  try {
    return matchId([pattern]);
  } catch (error) {
    throw error instanceof InvalidPattern ? new InvalidArgument("match", `is not a pattern: ${error.message}`) : error;
  }
}
