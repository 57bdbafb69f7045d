import { Command } from "commander";
import { OzekiError } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { optionName } from "../../../provider/config/configurationKeys";
import { keysWithOption } from "../../../provider/config/settingSources";
import { SIP_EXTENSION_TYPE } from "../../../provider/types/sipExtension/table";
import type { ConnectionOptions } from "../../shared/connect";
import { withConnectionOptions } from "../../shared/connect";
import { jsonText } from "../../shared/json";
import { listAll } from "../../shared/readExtensions";
import { shellQuoted } from "../../shared/shellQuoted";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, confirm, exitCodesHelp } from "../../shared/terminal";
import { version } from "../../shared/version";
import { pbxFailure, withPbx } from "../../shared/withPbx";
import { accessChecks } from "./accessChecks";
import type { Check } from "./check";
import { Examination, runChecks } from "./check";
import { contentChecks } from "./contentChecks";
import type { Finding } from "./finding";
import { asJson, asLines, PROBLEM_MARK } from "./finding";
import { probe, unknownIdOf } from "./probe";
import { protocolChecks } from "./protocolChecks";
import { reachChecks } from "./reachChecks";

/** All checks, in the order in which they run: later ones depend on what earlier ones found. */
const checks: readonly Check[] = [...reachChecks, ...accessChecks, ...contentChecks, ...protocolChecks];

interface DoctorOptions extends ConnectionOptions {
  readonly probe?: string;
  readonly probeUser?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `pulumi-ozeki doctor`: what a PBX is like, and what is in the way. */
export function doctorCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command("doctor"))
    .description(
      "Examines a PBX and reports its address, product, login, extensions, and how it behaves where its documentation is silent. It changes nothing without --probe. The report contains no password and no name of an extension, so you can paste it into an issue.",
    )
    .option(
      "--probe <id>",
      "create, change and delete one disabled extension with this ID, to learn what reading cannot show; asks first",
    )
    .option("--probe-user <name>", "office user that owns it (default: the owner of an existing extension)")
    .option("--yes", "do not ask before --probe")
    .option("--json", "print JSON, with the values that were found for scripts (docs/reference/json-output.md)")
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki doctor --url http://192.168.1.10:7780
  pulumi-ozeki doctor --stack dev --probe 9999

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: DoctorOptions) => doctor(options, terminal));
}

async function doctor(options: DoctorOptions, terminal: Terminal): Promise<void> {
  if (options.probe === "" || (options.probeUser !== undefined && options.probe === undefined)) {
    throw new CommandFailed("error: --probe needs the ID of an extension that does not exist, such as --probe 9999", 2);
  }
  await withPbx(options, terminal, async (connected) => {
    const pbx = new Examination(connected, terminal.ended);
    try {
      await examine(pbx, options, terminal);
    } finally {
      await pbx.raw.close();
    }
  });
}

async function examine(pbx: Examination, options: DoctorOptions, terminal: Terminal): Promise<void> {
  const findings = await runChecks(checks, pbx);
  terminal.ended.throwIfAborted();
  let failure: unknown;
  if (options.probe !== undefined && pbx.isUsable) {
    try {
      findings.push(...(await probeAfterQuestion(pbx, options.probe, options, terminal)));
    } catch (error) {
      failure = error;
    }
  }
  print(findings, pbx, options, terminal);
  if (failure !== undefined) {
    throw failure instanceof OzekiError && !terminal.ended.aborted ? pbxFailure(failure) : failure;
  }
  if (options.probe !== undefined && !pbx.isUsable) {
    throw new CommandFailed("The probe was skipped: fix the problems above first. Nothing was written.", 3);
  }
  if (findings.some(({ level }) => level === "problem")) {
    throw new CommandFailed(`Problems were found: see the lines with ${PROBLEM_MARK}.`, 3);
  }
  if (options.json !== true) {
    printNextStep(options, pbx, terminal);
  }
}

/** What a person does with a PBX that has no problems. */
function printNextStep(given: DoctorOptions, { extensions }: Examination, terminal: Terminal): void {
  if (extensions.length === 0) {
    terminal.print("\nNo problems were found. Next, declare extensions in a program, and run `pulumi up`.");
    return;
  }
  const { stack, connection } = given;
  const options = Object.entries({
    "--stack": stack,
    "--connection": connection,
    ...Object.fromEntries(keysWithOption.map((key) => [optionName(key), given[key]])),
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${shellQuoted(value)}`]));
  terminal.print("\nNo problems were found. Next, write a program that declares these extensions:\n");
  terminal.printData(`  ${["pulumi-ozeki export", ...options, "--dir office"].join(" ")}`);
}

async function probeAfterQuestion(
  pbx: Examination,
  extensionId: string,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<Finding[]> {
  if (pbx.settings.readOnly) {
    throw new CommandFailed(
      `error: the probe writes to the PBX, and ${pbx.sources.readOnly.name} is true. Nothing was written. ${pbx.adviceOn("readOnly")}`,
      1,
    );
  }
  await confirm(
    terminal,
    `doctor will create, change and delete a disabled extension ${escapeControlChars(extensionId)} on ${pbx.client.pbx} (perhaps also ${escapeControlChars(unknownIdOf(extensionId))}). Continue?`,
    options.yes === true,
  );
  const userId = options.probeUser ?? (await ownerOfAny(pbx)) ?? "pulumi-ozeki-probe";
  return probe(pbx, { extensionId, userId, log: (line) => terminal.warn(line) });
}

async function ownerOfAny({ client, signal }: Examination): Promise<string | undefined> {
  const all = await listAll(client, signal);
  const phone = all.find(({ type }) => type === SIP_EXTENSION_TYPE);
  if (phone === undefined) {
    return undefined;
  }
  const config = await client.run("GetConfig", ({ options }) => client.getConfig(phone.id, options), { signal });
  const owner = config.text("UserID");
  return owner === "" ? undefined : owner;
}

function print(
  findings: readonly Finding[],
  { client: { pbx } }: Examination,
  { json }: DoctorOptions,
  terminal: Terminal,
): void {
  if (json === true) {
    const hasProblems = findings.some(({ level }) => level === "problem");
    // At once: after Ctrl-C it says what the probe has left behind.
    terminal.printData(jsonText({ pbx, version: version(), hasProblems, findings: asJson(findings) }));
    return;
  }
  terminal.print(`pulumi-ozeki ${version()} on ${pbx}`);
  for (const [label, text] of asLines(findings, terminal)) {
    terminal.print(text, label);
  }
}
