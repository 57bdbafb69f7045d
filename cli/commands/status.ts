import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { OzekiError } from "../../provider/api";
import { displayId } from "../../provider/api/display";
import { readBoolean } from "../../provider/types/elementText";
import { SIP_EXTENSION_TYPE } from "../../provider/types/sipExtension/table";
import type { Connected, ConnectionOptions } from "../shared/connect";
import { withConnectionOptions } from "../shared/connect";
import { printJson } from "../shared/json";
import type { Reading } from "../shared/readExtensions";
import { listAll, readExtensions, reportUnread } from "../shared/readExtensions";
import type { SelectionOptions } from "../shared/selection";
import { select, unmatched, withPatternOptions } from "../shared/selection";
import { stackExtensions } from "../shared/stackExtensions";
import { printTable, shownValues } from "../shared/table";
import type { Terminal } from "../shared/terminal";
import { CommandFailed, counted, exitCodesHelp } from "../shared/terminal";
import { wholeNumber } from "../shared/wholeNumber";
import { pbxFailure, withPbx } from "../shared/withPbx";
import { wrapText } from "../shared/wrapText";

const DEFAULT_INTERVAL_SECONDS = 5;
const MAX_INTERVAL_SECONDS = 3600;

interface StatusOptions extends ConnectionOptions, Pick<SelectionOptions, "match" | "exclude"> {
  readonly never?: true;
  readonly json?: true;
  readonly watch?: true | number;
}

/** `pulumi-ozeki status`: the phones of a PBX, and whether they have ever registered. */
export function statusCommand(terminal: Terminal): Command {
  return withPatternOptions(withConnectionOptions(new Command("status")))
    .description(
      "Lists the SIP phones of a PBX: which have registered, from where, and with which model. With --stack it also prints which resource manages each one. It reads only.",
    )
    .option("--never", "only enabled phones that have never registered: they may still need their password")
    .option("--json", "print JSON (docs/reference/json-output.md)")
    .option(
      "--watch [seconds]",
      `read again every so many seconds, until Ctrl-C (default: ${DEFAULT_INTERVAL_SECONDS})`,
      wholeNumber(1, MAX_INTERVAL_SECONDS),
    )
    .addHelpText(
      "after",
      `
Registered is "yes" where the PBX holds the address of a phone. The PBX does not report whether that phone is online now.

Examples:
  pulumi-ozeki status --url http://192.168.1.10:7780
  pulumi-ozeki status --stack dev --never
  pulumi-ozeki status --stack dev --match '2*' --watch

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: StatusOptions) => status(options, terminal));
}

async function status(options: StatusOptions, terminal: Terminal): Promise<void> {
  if (options.watch !== undefined) {
    if (options.json === true) {
      throw new CommandFailed("error: use either --watch or --json", 2);
    }
    if (terminal.clear === undefined) {
      throw new CommandFailed("error: --watch needs a terminal. Without one, run the command in a loop", 2);
    }
  }
  await withPbx(options, terminal, async (connected) => {
    const resources = await resourcesById(options, connected, terminal);
    if (options.watch === undefined) {
      await printOnce(options, connected, resources, terminal);
    } else {
      const interval = options.watch === true ? DEFAULT_INTERVAL_SECONDS : options.watch;
      await watch({ ...options, interval }, connected, resources, terminal);
    }
  });
}

/** The names of the resources that manage extensions; undefined where no stack is named. */
async function resourcesById(
  { stack }: StatusOptions,
  { client }: Connected,
  terminal: Terminal,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (stack === undefined) {
    return undefined;
  }
  const held = await stackExtensions(stack, client.pbx, { terminal, withSecrets: false });
  return new Map(held.map(({ id, name }) => [id, name]));
}

type Resources = ReadonlyMap<string, string> | undefined;

async function printOnce(
  options: StatusOptions,
  connected: Connected,
  resources: Resources,
  terminal: Terminal,
): Promise<void> {
  const { rows, odd } = await readRows(options, connected, resources, terminal);
  if (options.json === true) {
    await printJson(terminal, rows);
  } else {
    await print(rows, options, resources, terminal);
  }
  await reportUnread(rows, odd, terminal);
}

/** Shows the table again and again. Where the PBX does not answer, it shows why below the last one, and tries again. */
async function watch(
  options: StatusOptions & { interval: number },
  connected: Connected,
  resources: Resources,
  terminal: Terminal,
): Promise<void> {
  const { ended } = terminal;
  terminal.runsUntilEnded = true;
  // A progress bar would be drawn over the table.
  const quiet: Terminal = { ...terminal, progress: undefined, warn: () => {} };
  let rows: Row[] | undefined;
  let lastRead = "";
  let problem: string | undefined;
  while (!ended.aborted) {
    try {
      ({ rows } = await readRows(options, connected, resources, quiet));
      lastRead = ` Last read: ${new Date().toLocaleTimeString()}`;
      problem = undefined;
    } catch (error) {
      if (ended.aborted) {
        return;
      }
      if (!(error instanceof OzekiError)) {
        throw error;
      }
      // Those that follow only point to the first.
      problem ??= pbxFailure(error).message;
    }
    const every = `Every ${counted(options.interval, "second")} until Ctrl-C.${lastRead}`;
    const notes = problem === undefined ? [every] : [problem, every];
    terminal.clear?.();
    if (rows !== undefined) {
      await print(rows, options, resources, terminal, roomFor(rows, notes, terminal));
    }
    for (const note of notes) {
      terminal.print(note);
    }
    await sleep(options.interval * 1000, undefined, { signal: ended }).catch(() => {});
  }
}

/** How many rows the window has room for, with the headings above and the notes below. */
function roomFor(all: readonly Row[], notes: readonly string[], terminal: Terminal): number {
  const { columns, rows } = terminal.window() ?? { columns: undefined, rows: Number.POSITIVE_INFINITY };
  const linesOf = (text: string) => wrapText(text, columns).split("\n").length;
  // The headings, an empty line, and the one with the cursor.
  const room = [summaryOf(all), ...notes].reduce((left, text) => left - linesOf(text), rows - 3);
  return Math.max(1, all.length <= room ? room : room - linesOf(hiddenRows(all.length - room)));
}

function hiddenRows(count: number): string {
  return `… and ${count} more: enlarge the window, or choose with --match or --never.`;
}

/** A phone, as `--json` prints it. */
interface Row {
  id: string;
  userId: string | null;
  enabled: boolean | null;
  registered: boolean | null;
  lastIpAddress: string | null;
  userAgent: string | null;
  /** The name of the resource that manages it. Left out where no stack is named. */
  resource?: string | null;
  unreadable?: string;
}

async function readRows(
  options: StatusOptions,
  { client, settings }: Connected,
  resources: Resources,
  terminal: Terminal,
): Promise<{ rows: Row[]; odd: string[] }> {
  const phones = (await listAll(client, terminal.ended)).filter(({ type }) => type === SIP_EXTENSION_TYPE);
  const how = { concurrency: settings.maxConcurrency, terminal };
  const rows = await readExtensions(client, select(phones, options), how, (reading) => {
    const row = rowOf(reading, resources);
    return options.json === true ? row : shownValues(row);
  });
  return { rows: options.never === true ? rows.filter(isWaited) : rows, odd: unmatched(phones, options) };
}

function rowOf(reading: Reading, resources: Resources): Row {
  const { id } = reading;
  const unknown = { userId: null, enabled: null, registered: null, lastIpAddress: null, userAgent: null };
  const managed = resources === undefined ? {} : { resource: resources.get(id) ?? null };
  if ("failure" in reading) {
    return { id, ...unknown, ...managed, unreadable: reading.failure.message };
  }
  const { config } = reading;
  const lastIpAddress = config.text("LastIPAddress") || null;
  return {
    id,
    userId: config.text("UserID") || null,
    enabled: readBoolean(config.text("Enabled") ?? "") ?? null,
    registered: lastIpAddress !== null,
    lastIpAddress,
    userAgent: config.text("UserAgentName") || null,
    ...managed,
  };
}

/** Whether someone still has to set the phone up. What cannot be read is listed as well: it may be one. */
function isWaited({ enabled, registered }: Row): boolean {
  return enabled !== false && registered !== true;
}

async function print(
  rows: readonly Row[],
  { never }: StatusOptions,
  resources: Resources,
  terminal: Terminal,
  limit = Number.POSITIVE_INFINITY,
): Promise<void> {
  if (rows.length === 0) {
    terminal.print(never === true ? "No enabled phone is waiting to be set up." : "No phones.");
    return;
  }
  await printAsTable(rows.slice(0, limit), resources, terminal);
  if (rows.length > limit) {
    terminal.print(hiddenRows(rows.length - limit));
  }
  terminal.print(`\n${summaryOf(rows)}`);
}

async function printAsTable(rows: readonly Row[], resources: Resources, terminal: Terminal): Promise<void> {
  const headings = ["ID", "User", "Enabled", "Registered", "Last address", "Phone"];
  await printTable(
    terminal,
    [...headings, ...(resources === undefined ? [] : ["Managed by"])],
    rows.map(({ id, userId, enabled, registered, lastIpAddress, userAgent, resource, unreadable }) =>
      unreadable !== undefined
        ? [displayId(id), "(cannot be read)"]
        : [
            displayId(id),
            userId ?? "",
            enabled === null ? "" : String(enabled),
            registered === true ? "yes" : "never",
            lastIpAddress ?? "",
            userAgent ?? "",
            ...(resources === undefined ? [] : [resource ?? "-"]),
          ],
    ),
    ["Last address", "Phone", "Managed by"],
  );
}

function summaryOf(rows: readonly Row[]): string {
  const registered = rows.filter((row) => row.registered === true).length;
  const waited = rows.filter((row) => row.registered === false && isWaited(row)).length;
  const disabled = rows.filter(({ enabled }) => enabled === false).length;
  const parts = [`${registered} registered`, `${waited} enabled and never registered`, `${disabled} disabled`];
  const next = waited === 0 ? "" : " Enter the passwords of those that never registered in the phones.";
  return `${counted(rows.length, "phone")}: ${parts.join(", ")}.${next}`;
}
