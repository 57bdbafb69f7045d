import { Command } from "commander";
import { OzekiError } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { Connections } from "../../../provider/config/connections";
import { ConfigurationError } from "../../../provider/config/errors";
import { warnLines } from "../../shared/printLines";
import { Progress } from "../../shared/progress";
import { providePassphrase, runPulumi, stackConfiguration, whyFailed } from "../../shared/pulumi";
import { shellQuoted } from "../../shared/shellQuoted";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, confirm, counted, exitCodesHelp, requiredOption, stopIfEnded } from "../../shared/terminal";
import { pbxFailure } from "../../shared/withPbx";
import type { DeclaredResources } from "./declared";
import { declaredOnly } from "./declared";
import { writeImportFile } from "./importFile";
import type { ImportRun } from "./importRuns";
import { importRuns } from "./importRuns";
import type { Importable, Read } from "./readImportable";
import { readAllImportable, withoutDuplicates } from "./readImportable";

interface ImportOptions {
  readonly stack?: string;
  readonly yes?: true;
}

/** `pulumi-ozeki import`: what the program declares and the PBX has already goes into the stack's state. */
export function importCommand(terminal: Terminal): Command {
  return new Command("import")
    .description(
      "Brings extensions that exist on the PBX, and that the program in this folder declares, into a stack's state. It only reads the PBX. What the state has already is left alone, so it can be run again.",
    )
    .argument("[ids...]", "only the extensions with these IDs")
    .option("--stack <name>", "the stack; its configuration says which PBX")
    .option("--yes", "do not ask before the state is written")
    .addHelpText(
      "after",
      `
Run it in the folder of the program, as \`pulumi-ozeki export\` makes one, or your own. The resources keep the names that
the program gives them. Passwords are imported as the PBX has them, encrypted in the state.

Examples:
  pulumi-ozeki import --stack dev
  pulumi-ozeki import --stack dev 1000
  PULUMI_CONFIG_PASSPHRASE=… pulumi-ozeki import --stack dev --yes

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((ids: string[], options: ImportOptions) => importInto(ids, options, terminal));
}

async function importInto(ids: readonly string[], options: ImportOptions, terminal: Terminal): Promise<void> {
  const stack = requiredOption(options.stack, "--stack", "the stack, such as --stack dev");
  // Asked for before anything else: the state that it writes has passwords.
  await providePassphrase(stack, terminal);
  const configuration = await stackConfiguration(stack, terminal);
  terminal.print(`Running \`pulumi preview\` to find extensions that are not in stack ${stack} yet…`);
  const connections = new Connections({
    get: (key) => configuration.get(key),
    keys: [...configuration.keys()],
    environment: terminal.environment,
  });
  try {
    const declared = await declaredOnly(stack, terminal, extensionCount(connections, terminal));
    await importDeclared(declared, ids, { ...options, stack }, connections, terminal);
  } finally {
    await connections.close();
  }
}

/**
 * About how many extensions the program declares: as many as the PBX has, as `pulumi-ozeki export` writes them. Undefined
 * where the PBX cannot be asked, which the import itself then reports.
 */
async function extensionCount(connections: Connections, { ended }: Terminal): Promise<number | undefined> {
  try {
    return (await connections.client().listExtensions({ signal: ended })).length;
  } catch (error) {
    if (error instanceof OzekiError || error instanceof ConfigurationError || ended.aborted) {
      return undefined;
    }
    throw error;
  }
}

async function importDeclared(
  declared: DeclaredResources,
  ids: readonly string[],
  options: ImportOptions & { stack: string },
  connections: Connections,
  terminal: Terminal,
): Promise<void> {
  const { stack } = options;
  if (declared.usesPlugin) {
    throw new CommandFailed(
      "error: this program uses the native plugin, whose extensions Pulumi itself imports. Nothing was imported. Run " +
        `\`pulumi-ozeki export --stack ${shellQuoted(stack)} --import-file FILE\`, then \`pulumi import --file FILE\``,
      2,
    );
  }
  const wanted = chosen(declared, ids);
  if (wanted.length === 0) {
    const which =
      ids.length === 0
        ? "Every extension that the program declares"
        : `Extension ${ids.map(escapeControlChars).join(", ")}`;
    terminal.print(`${which} is already in the state. Nothing to import.`);
    return;
  }
  let results: Read[];
  try {
    results = await readAllImportable(wanted, connections, terminal);
  } catch (error) {
    stopIfEnded(terminal, "Cancelled. The state was not changed.");
    if (error instanceof ConfigurationError) {
      throw new CommandFailed(`error: ${error.message}`, 2);
    }
    throw error instanceof OzekiError ? pbxFailure(error) : error;
  }
  results = withoutDuplicates(results);
  const found = results.filter((result): result is Importable => "state" in result);
  const skipped = results.filter((result) => "why" in result);
  await warnLines(
    terminal,
    skipped.map(
      ({ resource, why }) =>
        `warning: ${resource.name} (extension ${displayIdOf(resource.inputs.extensionId)}) is not imported: ${escapeControlChars(why)}`,
    ),
    "Cancelled. The state was not changed.",
  );
  if (found.length > 0) {
    await writeState(found, declared, options, terminal);
  }
  report(found, stack, terminal);
  if (skipped.length > 0) {
    throw new CommandFailed(`${skipped.length} of ${results.length} extensions were not imported.`, 3);
  }
}

function chosen({ extensions, inState }: DeclaredResources, ids: readonly string[]): DeclaredResources["extensions"] {
  if (ids.length === 0) {
    return extensions;
  }
  const wanted = extensions.filter(({ inputs }) => ids.includes(String(inputs.extensionId)));
  const missing = ids.filter((id) => !inState.has(id) && !wanted.some(({ inputs }) => inputs.extensionId === id));
  if (missing.length > 0) {
    throw new CommandFailed(
      `error: the program does not declare ${missing.map((id) => `extension ${escapeControlChars(id)}`).join(", ")}: ` +
        "declare it (`pulumi-ozeki export --match ID --dir NEW_FOLDER` writes the lines), and run this again",
      2,
    );
  }
  return wanted;
}

async function writeState(
  found: readonly Importable[],
  declared: DeclaredResources,
  { stack, yes }: ImportOptions & { stack: string },
  terminal: Terminal,
): Promise<void> {
  await confirm(
    terminal,
    `${counted(found.length, "extension")} will be written to the state of stack ${stack}, and nothing to the PBX. Continue?`,
    yes === true,
  );
  for (const run of importRuns(found, declared)) {
    await importRun(run, stack, terminal);
  }
}

async function importRun({ protect, spec }: ImportRun, stack: string, terminal: Terminal): Promise<void> {
  const file = writeImportFile(JSON.stringify(spec));
  const progress = new Progress(terminal, "written into the state", spec.resources.length);
  try {
    const run = await runPulumi(
      [
        "import",
        "--file",
        file.path,
        "--stack",
        stack,
        "--yes",
        "--skip-preview",
        "--generate-code=false",
        `--protect=${protect}`,
      ],
      {
        // Otherwise a backend of files is rewritten at each of thousands of steps. An import that ends in between is run again.
        environment: { PULUMI_SKIP_CHECKPOINTS: "true", ...terminal.environment },
        terminal,
        file: file.descriptor,
        isImport: true,
        show: (line) => {
          if (/ imported \(/.test(line)) {
            progress.step();
          }
        },
      },
    );
    stopIfEnded(terminal, "Cancelled. Run the command again to continue: it skips what is already in the state.");
    if (run.code !== 0) {
      throw new CommandFailed(
        `error: Pulumi did not import: ${escapeControlChars(whyFailed(run)).replace(/\.$/, "")}. The PBX was not written to. Fix that, and run this command again: it skips what is already in the state`,
        1,
      );
    }
  } finally {
    progress.stop();
    file.remove();
  }
}

function report(found: readonly Importable[], stack: string, terminal: Terminal): void {
  for (const { resource, differing } of found.filter((importable) => importable.differing.length > 0)) {
    terminal.print(
      `${resource.name} (extension ${displayIdOf(resource.inputs.extensionId)}): the program differs from the PBX in ${differing.join(", ")}. The next \`pulumi up\` writes that.`,
    );
  }
  if (found.length > 0) {
    terminal.print(
      `${counted(found.length, "extension")} imported into stack ${stack}. \`pulumi preview\` shows the remaining changes. Passwords were not compared. If the program sets one, the next \`pulumi up\` writes it.`,
    );
  }
}

function displayIdOf(extensionId: unknown): string {
  return typeof extensionId === "string" ? escapeControlChars(extensionId) : "of an ID that is not known yet";
}
