import type { Office } from "./office";
import type { CliRun } from "./pulumiCli";

/** A command of the CLI, and the requests that the PBX got from it. */
export interface RecordedRun extends CliRun {
  /** Such as `AddConfig 1000 200`, in the order in which they came. */
  requests: string[];
}

/** Waits for the end of a command and takes the requests that came since the last one. */
export async function recorded(office: Office, command: Promise<CliRun>): Promise<RecordedRun> {
  office.requests();
  const run = await command;
  return { ...run, requests: office.requests() };
}

/** The requests about some of the extensions. */
export function requestsAbout({ requests }: RecordedRun, ...extensionIds: string[]): string[] {
  return requests.filter((request) => extensionIds.includes(request.split(" ")[1] ?? ""));
}
