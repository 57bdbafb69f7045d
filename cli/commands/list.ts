import { Command } from "commander";
import { displayId } from "../../provider/api/display";
import { MASK } from "../../provider/secrets/forms";
import { withoutMissing } from "../../provider/secrets/properties";
import { readBoolean } from "../../provider/types/elementText";
import type { ConnectionOptions } from "../shared/connect";
import { withConnectionOptions } from "../shared/connect";
import { printJson } from "../shared/json";
import type { Reading } from "../shared/readExtensions";
import { listAll, readExtensions, reportUnread } from "../shared/readExtensions";
import type { SelectionOptions } from "../shared/selection";
import { refuseUnknownType, select, unmatched, withSelectionOptions } from "../shared/selection";
import { printTable, shownValues } from "../shared/table";
import type { Terminal } from "../shared/terminal";
import { CommandFailed, exitCodesHelp } from "../shared/terminal";
import { withPbx } from "../shared/withPbx";

interface ListOptions extends ConnectionOptions, SelectionOptions {
  readonly details?: true;
  readonly showPasswords?: true;
  readonly json?: true;
}

/** `pulumi-ozeki list`: the extensions of a PBX. */
export function listCommand(terminal: Terminal): Command {
  return withSelectionOptions(withConnectionOptions(new Command("list")))
    .description("Lists the extensions of a PBX, of all types. It reads only.")
    .option("--details", "read each one: its user, its names, whether it is enabled, where its phone is")
    .option("--show-passwords", "with --details, show the passwords of SIP extensions in clear text")
    .option("--json", "print JSON, without passwords unless --show-passwords is set (docs/reference/json-output.md)")
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki list --url http://192.168.1.10:7780
  pulumi-ozeki list --stack dev --type SIP --match '1*' --details
  pulumi-ozeki list --json | jq -r '.[] | select(.type != "SIP") | .id'

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: ListOptions) => list(options, terminal));
}

async function list(options: ListOptions, terminal: Terminal): Promise<void> {
  if (options.showPasswords === true && options.details !== true) {
    throw new CommandFailed("error: --show-passwords needs --details", 2);
  }
  const [rows, odd] = await withPbx(options, terminal, async ({ client, settings }) => {
    const all = await listAll(client, terminal.ended);
    await refuseUnknownType(client, all, { ...options, signal: terminal.ended });
    const chosen = select(all, options);
    if (options.details !== true) {
      return [chosen.map(({ id, type }) => ({ id, type })), unmatched(all, options)] as const;
    }
    const how = { concurrency: settings.maxConcurrency, terminal };
    const rows = await readExtensions(client, chosen, how, (reading) => {
      const row = detailsOf(reading, options);
      return options.json === true ? row : shownValues(row);
    });
    return [rows, unmatched(all, options)] as const;
  });
  await print(rows, options, terminal);
  await reportUnread(rows, odd, terminal);
}

interface Row {
  id: string;
  type: string;
  knownType?: string;
  userId?: string;
  authorizationName?: string;
  password?: string;
  enabled?: boolean;
  lastIpAddress?: string;
  /** Why it cannot be read. */
  unreadable?: string;
}

function detailsOf(reading: Reading, { showPasswords }: ListOptions): Row {
  const { id, type } = reading;
  if ("failure" in reading) {
    return { id, type, unreadable: reading.failure.message };
  }
  const { config } = reading;
  const password = config.text("Password");
  return withoutMissing<Row>({
    id,
    type,
    knownType: config.knownType,
    userId: config.text("UserID"),
    authorizationName: config.text("AuthorizationName"),
    password: password === undefined || showPasswords === true ? password : MASK,
    enabled: readBoolean(config.text("Enabled") ?? ""),
    lastIpAddress: config.text("LastIPAddress"),
  });
}

async function print(
  rows: readonly Row[],
  { details, json, showPasswords }: ListOptions,
  terminal: Terminal,
): Promise<void> {
  if (json === true) {
    await printJson(terminal, showPasswords === true ? rows : rows.map(({ password: _masked, ...row }) => row));
    return;
  }
  if (rows.length === 0) {
    terminal.print("No extensions.");
    return;
  }
  await (details === true
    ? printTable(terminal, ["ID", "Type", "User", "Logs in as", "Password", "Enabled", "Phone"], rows.map(cellsOf), [
        "Phone",
      ])
    : printTable(
        terminal,
        ["ID", "Type"],
        rows.map(({ id, type }) => [displayId(id), type]),
      ));
}

function cellsOf({ id, type, userId, authorizationName, password, enabled, lastIpAddress, unreadable }: Row): string[] {
  const truth = enabled === undefined ? "" : String(enabled);
  return unreadable !== undefined
    ? [displayId(id), type, "(cannot be read)"]
    : [displayId(id), type, userId ?? "", authorizationName ?? "", password ?? "", truth, lastIpAddress ?? ""];
}
