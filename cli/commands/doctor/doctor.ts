import { styleText } from "node:util";
import { Command } from "commander";
import { OzekiError } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { SIP_EXTENSION_TYPE } from "../../../provider/types/sipExtension/table";
import type { Connected, ConnectionOptions } from "../../shared/connect";
import { withConnectionOptions } from "../../shared/connect";
import { listAll } from "../../shared/readExtensions";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, confirm, exitCodesHelp } from "../../shared/terminal";
import { version } from "../../shared/version";
import { pbxFailure, withPbx } from "../../shared/withPbx";
import type { Finding } from "./finding";
import { look } from "./look";
import { neverMade, probe } from "./probe";

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
      "Looks at a PBX and says what it found: whether it is there, which product it is, who is let in, what it holds, and how it reads what its documentation leaves open. It changes nothing, unless --probe says so. The report holds no password and no extension's name, so it can be pasted into an issue.",
    )
    .option(
      "--probe <id>",
      "make, change and remove one disabled throw-away extension with this ID, to learn what reading cannot tell; asks first",
    )
    .option("--probe-user <name>", "office user to own it (default: that of an extension there is)")
    .option("--yes", "do not ask before --probe")
    .option("--json", "print JSON")
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
    throw new CommandFailed("error: --probe needs the ID of an extension that there is not, such as --probe 9999", 2);
  }
  await withPbx(options, terminal, async (connected) => {
    const { client, settings } = connected;
    const { findings, isUsable } = await look(client, settings, terminal.ended);
    terminal.ended.throwIfAborted();
    let failure: unknown;
    if (options.probe !== undefined && isUsable) {
      try {
        findings.push(...(await probeAfterQuestion(connected, options.probe, options, terminal)));
      } catch (error) {
        failure = error;
      }
    }
    report(findings, client.pbx, options, terminal);
    if (failure !== undefined) {
      throw failure instanceof OzekiError && !terminal.ended.aborted ? pbxFailure(failure) : failure;
    }
    if (options.probe !== undefined && !isUsable) {
      throw new CommandFailed("The probe was left out: what is in the way comes first. Nothing was written.", 3);
    }
    if (findings.some(({ isProblem }) => isProblem === true)) {
      throw new CommandFailed("Something is in the way: see the lines with an exclamation mark.", 3);
    }
  });
}

async function probeAfterQuestion(
  { client, settings }: Connected,
  extensionId: string,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<Finding[]> {
  const { ended } = terminal;
  await confirm(
    terminal,
    `Extension ${escapeControlChars(extensionId)} will be made on ${client.pbx}, disabled, changed, and removed again, and so will ${escapeControlChars(neverMade(extensionId))} if this PBX makes what it is told to change. Go on?`,
    options.yes === true,
  );
  const userId = options.probeUser ?? (await ownerOfAny(client, ended)) ?? "pulumi-ozeki-probe";
  return probe(client, settings, { extensionId, userId, signal: ended, say: (line) => terminal.warn(line) });
}

async function ownerOfAny(client: Connected["client"], signal: AbortSignal): Promise<string | undefined> {
  const all = await listAll(client, signal);
  const phone = all.find(({ type }) => type === SIP_EXTENSION_TYPE);
  if (phone === undefined) {
    return undefined;
  }
  const config = await client.run("GetConfig", ({ options }) => client.getConfig(phone.id, options), { signal });
  const owner = config.text("UserID");
  return owner === "" ? undefined : owner;
}

function report(findings: readonly Finding[], pbx: string, { json }: DoctorOptions, terminal: Terminal): void {
  if (json === true) {
    terminal.print(JSON.stringify({ pbx, version: version(), findings }, undefined, 2));
    return;
  }
  const width = Math.max(...findings.map(({ about }) => about.length));
  const coloured = (format: "red" | "dim", text: string) =>
    terminal.hasColour ? styleText(format, text, { validateStream: false }) : text;
  terminal.print(`pulumi-ozeki ${version()} on ${pbx}`);
  for (const { about, found, isProblem, advice } of findings) {
    const line = `${isProblem === true ? "!" : " "} ${about.padEnd(width)}  ${found}`;
    terminal.print(isProblem === true ? coloured("red", line) : line);
    if (advice !== undefined) {
      terminal.print(coloured("dim", `  ${"".padEnd(width)}  ${advice}`));
    }
  }
}
