import { Simulator } from "../../../simulator";
import { stopAfterTest } from "../../support/onTestFinished";
import { runCli } from "./runCli";

const PHONE = {
  ID: "1000",
  UserID: "reception",
  Password: "Marked-Phone",
  VoicemailPin: "Marked-Pin",
  LastIPAddress: "10.0.0.9:5060",
};
const MENU =
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu</Name>' +
  '<Trunk secret="Marked-Attribute"><ProxyPassword><Inner>Marked-Inner</Inner></ProxyPassword></Trunk></Config>';

/** A simulated PBX with two phones and a menu, whose secrets are marked. */
export async function startOffice(more: Parameters<typeof Simulator.start>[0] = {}): Promise<Simulator> {
  return stopAfterTest(
    await Simulator.start({ extensions: [PHONE, { ID: "1001", Password: "Marked-Other" }, MENU], ...more }),
  );
}

/** The exit code of a command, and what it printed. */
export async function outcome(
  args: readonly string[],
  environment?: Record<string, string>,
  answers?: readonly string[],
) {
  const cli = runCli(args, environment, answers);
  return { code: await cli.exitCode, out: cli.printed.join("\n"), err: cli.warned.join("\n"), asked: cli.asked };
}
