import { Command } from "commander";
import { escapeControlChars } from "../../provider/api/display";
import { urnParts } from "../../provider/types/urn";
import { namedConnection } from "../shared/connect";
import { printJson } from "../shared/json";
import { runPulumi, whyFailed } from "../shared/pulumi";
import { listAll } from "../shared/readExtensions";
import type { SelectionOptions } from "../shared/selection";
import { refuseUnknownType, select, unmatched, withSelectionOptions } from "../shared/selection";
import { table } from "../shared/table";
import type { Terminal } from "../shared/terminal";
import { CommandFailed, exitCodesHelp, requiredOption, stopIfEnded } from "../shared/terminal";
import { withPbx } from "../shared/withPbx";
import { extensionTypes } from "./import/declared";

interface DiffOptions extends SelectionOptions {
  readonly stack?: string;
  readonly connection?: string;
  readonly json?: true;
}

/** An extension that only one of the two has. */
interface Difference {
  id: string;
  where: "PBX only" | "state only";
  /** The PBX's name for its type, or the name of the resource. */
  what: string;
}

/** `pulumi-ozeki diff`: what is on the PBX and in no state, and the reverse. */
export function diffCommand(terminal: Terminal): Command {
  return withSelectionOptions(new Command("diff"))
    .description(
      "Compares the extensions of a PBX with those in a stack's state, by their IDs: what only one of the two has. It reads only. What is different about those that both have, `pulumi refresh --preview-only --diff` tells.",
    )
    .option("--stack <name>", "the stack; its configuration says which PBX")
    .addOption(namedConnection())
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki diff --stack dev
  pulumi-ozeki diff --stack dev --type SIP --exclude '9*' || mail -s "undeclared extensions" pbx@example.com

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: DiffOptions) => diff(options, terminal));
}

async function diff(options: DiffOptions, terminal: Terminal): Promise<void> {
  const stack = requiredOption(options.stack, "--stack", "the stack, such as --stack dev");
  const { onPbx, inState } = await withPbx({ ...options, stack }, terminal, async ({ client }) => {
    const onPbx = await listAll(client, terminal.ended);
    await refuseUnknownType(client, onPbx, { ...options, signal: terminal.ended });
    return { onPbx, inState: await extensionsOfState(stack, client.pbx, terminal) };
  });
  const known = new Set(inState.map(({ id }) => id));
  const present = new Set(onPbx.map(({ id }) => id));
  const differences: Difference[] = [
    ...select(onPbx, options)
      .filter(({ id }) => !known.has(id))
      .map(({ id, type }) => ({ id, where: "PBX only" as const, what: type })),
    ...select(inState, { ...options, type: undefined })
      .filter(({ id }) => !present.has(id))
      .map(({ id, type }) => ({ id, where: "state only" as const, what: type })),
  ];
  // A type is the PBX's word: the state has names of resources.
  const inOne = [...onPbx, ...(options.type === undefined ? inState : [])];
  const odd = unmatched(inOne, options);
  if (odd.length > 0 && differences.length === 0) {
    throw new CommandFailed(`error: nothing was compared: ${odd.join("; ")}`, 2);
  }
  for (const line of odd) {
    terminal.warn(`warning: ${line}`);
  }
  if (options.json === true) {
    printJson(terminal, differences);
  } else if (differences.length === 0) {
    terminal.print("The PBX and the state have the same extensions.");
  } else {
    terminal.print(
      table(
        ["ID", "Where", "Type or resource"],
        differences.map(({ id, where, what }) => [id, where, what]),
      ),
    );
  }
  if (differences.length > 0) {
    throw new CommandFailed(
      `${differences.length} differ. What only the PBX has, \`pulumi-ozeki export\` declares; what only the state has, the next \`pulumi refresh\` forgets and \`pulumi up\` makes again.`,
      3,
    );
  }
}

interface StateResource {
  urn?: string;
  type?: string;
  id?: string;
  delete?: boolean;
  outputs?: { pbx?: unknown };
}

/** The extensions of a stack's state that are on one PBX; one that is not confirmed yet may be anywhere. */
async function extensionsOfState(
  stack: string,
  pbx: string,
  terminal: Terminal,
): Promise<{ id: string; type: string }[]> {
  const run = await runPulumi(["stack", "export", "--stack", stack], {
    environment: terminal.environment,
    signal: terminal.ended,
  });
  stopIfEnded(terminal);
  if (run.code !== 0) {
    throw new CommandFailed(
      `error: the state of stack ${escapeControlChars(stack)} cannot be read: ${escapeControlChars(whyFailed({ ...run, stdout: "" }))}`,
      1,
    );
  }
  return resourcesOf(run.stdout, stack)
    .filter(({ type, delete: isPending }) => extensionTypes.has(type ?? "") && isPending !== true)
    .filter(({ outputs }) => outputs?.pbx === undefined || outputs.pbx === pbx)
    .flatMap(({ urn = "", id }) => (id === undefined ? [] : [{ id, type: urnParts(urn).name }]));
}

function resourcesOf(json: string, stack: string): StateResource[] {
  try {
    const { deployment } = JSON.parse(json) as { deployment?: { resources?: StateResource[] } };
    return deployment?.resources ?? [];
  } catch {
    // The parser's own message quotes the text.
    throw new CommandFailed(
      `error: pulumi export of stack ${escapeControlChars(stack)} gave no JSON: is the Pulumi CLI recent?`,
      1,
    );
  }
}
