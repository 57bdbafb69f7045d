import { stopIfEnded } from "../ended";
import type { Terminal } from "../terminal";
import { CommandFailed } from "../terminal";
import { runPulumi, whyFailed } from "./pulumi";

/**
 * Reads the configuration of a stack, secrets in the clear.
 *
 * @returns key to value, such as `ozeki:url`; objects as JSON, as Pulumi hands them to providers
 * @throws CommandFailed where Pulumi does not give it
 */
export async function stackConfiguration(stack: string, terminal: Terminal): Promise<ReadonlyMap<string, string>> {
  const run = await runPulumi(["config", "--json", "--show-secrets", "--stack", stack], {
    environment: terminal.environment,
    signal: terminal.ended,
  });
  stopIfEnded(terminal);
  if (run.code !== 0) {
    throw new CommandFailed(
      `error: the configuration of stack ${stack} cannot be read: ${whyFailed({ ...run, stdout: "" })}. ` +
        "Run this in the folder of the stack's program, logged in to its backend, with PULUMI_CONFIG_PASSPHRASE set where it has a passphrase",
      1,
    );
  }
  let entries: Record<string, { value?: string }>;
  try {
    entries = JSON.parse(run.stdout);
  } catch {
    // The parser's own message quotes the text, and that holds passwords.
    throw new CommandFailed(`error: pulumi config of stack ${stack} gave no JSON: is the Pulumi CLI recent?`, 1);
  }
  return new Map(
    Object.entries(entries).flatMap(([key, { value }]) => (typeof value === "string" ? [[key, value] as const] : [])),
  );
}
