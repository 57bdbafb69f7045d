import { Command } from "commander";
import { displayId, escapeControlChars } from "../../../provider/api/display";
import { LifecycleError } from "../../../provider/types/errors";
import { namedConnection } from "../../shared/connect";
import { printJson } from "../../shared/json";
import { printLines, warnLines } from "../../shared/printLines";
import type { Reading } from "../../shared/readExtensions";
import { listAll, readExtensions } from "../../shared/readExtensions";
import type { SelectionOptions } from "../../shared/selection";
import { refuseUnknownType, unmatched, withSelectionOptions } from "../../shared/selection";
import type { StackExtension } from "../../shared/stackExtensions";
import { stackExtensions } from "../../shared/stackExtensions";
import { printTable } from "../../shared/table";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, counted, exitCodesHelp, requiredOption } from "../../shared/terminal";
import { withPbx } from "../../shared/withPbx";
import { surveyed, surveyOf } from "../export/survey";
import { differingProperties } from "./differingProperties";
import { howToImport } from "./howToImport";
import { groupById, sortByPlace } from "./sortByPlace";

interface DiffOptions extends SelectionOptions {
  readonly stack?: string;
  readonly connection?: string;
  readonly properties?: true;
  readonly json?: true;
}

/** An extension that only one of the two has, or that differs: what `--json` prints. */
interface Difference {
  id: string;
  where: "pbx" | "state" | "both";
  /** The PBX's name for its type; null where the PBX does not have it. */
  type: string | null;
  /** Name of the resource; null where the state does not have it. */
  resource: string | null;
  /** Properties that differ, by their names. */
  properties: string[];
  /** Why the properties cannot be compared; null where they can. */
  unreadable: string | null;
}

/** `pulumi-ozeki diff`: what is on the PBX and in no state, and the reverse. */
export function diffCommand(terminal: Terminal): Command {
  return withSelectionOptions(new Command("diff"))
    .description(
      "Compares the extensions of a PBX with those in a stack's state, by their IDs: what only one of the two has. With --properties it also compares the properties of those that both have. It reads only.",
    )
    .option("--stack <name>", "the stack; its configuration says which PBX")
    .addOption(namedConnection())
    .option("--properties", "compare the properties too, with one request for each extension")
    .option("--json", "print JSON (docs/reference/json-output.md)")
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki diff --stack dev
  pulumi-ozeki diff --stack dev --properties
  pulumi-ozeki diff --stack dev --type SIP --exclude '9*' || mail -s "undeclared extensions" pbx@example.com

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: DiffOptions) => diff(options, terminal));
}

async function diff(options: DiffOptions, terminal: Terminal): Promise<void> {
  const stack = requiredOption(options.stack, "--stack", "the stack, such as --stack dev");
  const isDeep = options.properties === true;
  await withPbx({ ...options, stack }, terminal, async ({ client, settings }) => {
    const onPbx = await listAll(client, terminal.ended);
    await refuseUnknownType(client, onPbx, { ...options, signal: terminal.ended });
    const inState = await stackExtensions(stack, client.pbx, { terminal, withSecrets: isDeep });
    const how = { concurrency: settings.maxConcurrency, terminal };
    const { strangers, missing, shared } = sortByPlace(onPbx, inState, options);
    const differences: Difference[] = [
      ...strangers.map(({ id, type }) => ({ ...NOTHING, id, where: "pbx" as const, type })),
      ...missing.map(({ id, name }) => ({ ...NOTHING, id, where: "state" as const, resource: name })),
      ...(isDeep ? (await readExtensions(client, shared, how, comparedWith(inState, client.pbx))).flat() : []),
    ];
    warnAboutChoice([...onPbx, ...(options.type === undefined ? inState : [])], options, differences, terminal);
    if (options.json === true) {
      await printJson(terminal, differences);
    } else {
      await print(differences, isDeep, terminal);
      const survey = surveyOf(await readExtensions(client, strangers, how, (reading) => surveyed(reading, client.pbx)));
      const isNative = inState.some((extension) => extension.isNative);
      const advice = howToImport(survey, { stack, connection: options.connection, isNative });
      if (advice !== undefined) {
        terminal.print(`\n${advice.sentence}`);
        await printLines(terminal, [...advice.lines, ""]);
      }
      await warnLines(
        terminal,
        survey.refused.map(
          ({ id, why }) =>
            `warning: no program can declare extension ${displayId(id)} as it is: ${escapeControlChars(why)}`,
        ),
      );
    }
    if (differences.length > 0) {
      throw new CommandFailed(summary(differences, isDeep), 3);
    }
  });
}

const NOTHING = { type: null, resource: null, properties: [], unreadable: null };

/** Compares an extension with those of the stack that have its ID: one entry where properties differ, or cannot be compared. */
function comparedWith(inState: readonly StackExtension[], pbx: string): (reading: Reading) => Difference[] {
  const byId = groupById(inState);
  return (reading) =>
    (byId.get(reading.id) ?? [])
      .map((extension) => compared(reading, extension, pbx))
      .filter(({ properties, unreadable }) => properties.length > 0 || unreadable !== null);
}

function compared(reading: Reading, extension: StackExtension, pbx: string): Difference {
  const { id, type } = reading;
  const difference = { ...NOTHING, id, where: "both" as const, type, resource: extension.name };
  if ("failure" in reading) {
    return { ...difference, unreadable: reading.failure.message };
  }
  try {
    return { ...difference, properties: differingProperties(extension, reading.config, pbx).map(({ path }) => path) };
  } catch (error) {
    if (error instanceof LifecycleError) {
      return { ...difference, unreadable: error.message };
    }
    throw error;
  }
}

/** @throws CommandFailed where the choice leaves nothing to compare */
function warnAboutChoice(
  all: readonly { id: string; type?: string }[],
  options: SelectionOptions,
  differences: readonly Difference[],
  terminal: Terminal,
): void {
  const odd = unmatched(
    all.map(({ id, type = "" }) => ({ id, type })),
    options,
  );
  if (odd.length > 0 && differences.length === 0) {
    throw new CommandFailed(`error: nothing was compared: ${odd.join("; ")}`, 2);
  }
  for (const line of odd) {
    terminal.warn(`warning: ${line}`);
  }
}

const places = { pbx: "PBX only", state: "state only", both: "both" } as const;

async function print(differences: readonly Difference[], isDeep: boolean, terminal: Terminal): Promise<void> {
  if (differences.length === 0) {
    terminal.print(
      isDeep
        ? "The PBX and the state have the same extensions, with the same properties."
        : `The PBX and the state have extensions with the same IDs. ${ONLY_IDS}`,
    );
    return;
  }
  const rows = differences.map(({ id, where, type, resource, properties, unreadable }) => [
    id,
    places[where],
    resource ?? type ?? "",
    ...(isDeep ? [unreadable === null ? properties.join(", ") : "(cannot be compared)"] : []),
  ]);
  await printTable(terminal, ["ID", "Where", "Type or resource", ...(isDeep ? ["Differs in"] : [])], rows);
  await warnLines(
    terminal,
    differences.flatMap(({ id, unreadable }) =>
      unreadable === null
        ? []
        : [`warning: the properties of extension ${displayId(id)} cannot be compared: ${unreadable}`],
    ),
  );
}

const ONLY_IDS = "IDs were compared, not properties: use --properties.";

function summary(differences: readonly Difference[], isDeep: boolean): string {
  const has = (place: Difference["where"]) => differences.some(({ where }) => where === place);
  return [
    `${counted(differences.length, "extension")} ${differences.length === 1 ? "differs" : "differ"}.`,
    ...(has("state") ? ["State only: deleted on the PBX. `pulumi up --refresh` creates it again."] : []),
    ...(has("both")
      ? [
          "`pulumi refresh --preview-only --diff` shows the values that differ, and `pulumi up --refresh` restores those of the program.",
        ]
      : []),
    ...(isDeep ? [] : [ONLY_IDS]),
  ].join(" ");
}
