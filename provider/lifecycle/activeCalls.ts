import type { ActiveCall, OzekiClient } from "../api";
import { anySignal } from "../api/clock";
import { OzekiError } from "../api/errors";
import type { Operation } from "./advice";
import type { Context } from "./context";
import { reportRetries } from "./context";
import { CallInProgress, OperationFailed } from "./errors";

// A call from 10.0.0.5 is not a call of extension 5.
const HOST = /@[^\s;>,]*|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?/g;
const POLL_INTERVAL_MS = 5_000;

/** How long `wait` waits for a call to end: ten minutes. */
export const MAX_CALL_WAIT_MS = 600_000;

/** An operation on an extension that may be in use. */
export interface Interruption {
  operation: Operation;
  extensionId: string;
  /** The entry of `ozeki:connections`, if one is named. */
  connection: string | undefined;
  /** What the operation does to the extension, for messages. */
  outcome: "removed" | "disabled";
}

/**
 * Protects a call from an operation that would end it: proceeds without asking the PBX, waits until the extension has
 * no call, or fails, as `ozeki:onActiveCalls` is set.
 *
 * @throws CallInProgress where there is a call, and the setting is `fail` or the wait is over
 * @throws OperationFailed where the PBX does not list its calls
 */
export async function respectCalls(context: Context, client: OzekiClient, interruption: Interruption): Promise<void> {
  const { extensionId, connection, outcome } = interruption;
  const policy = context.onActiveCalls(connection);
  if (policy === "proceed") {
    return;
  }
  const begin = context.clock.now();
  const longest = Math.max(MAX_CALL_WAIT_MS, context.totalTime ?? 0);
  for (let asked = 0; await isInCall(context, client, interruption); asked++) {
    const waited = context.clock.now() - begin;
    if (policy === "fail" || waited >= longest) {
      throw new CallInProgress(client.pbx, extensionId, outcome, Math.round(waited / 1000));
    }
    if (asked === 0) {
      context.log.info(`Extension ${extensionId} on ${client.pbx} has a call in progress. Waiting for it to end.`);
    }
    await context.clock.sleep(POLL_INTERVAL_MS, anySignal(context.signal, context.stopping));
  }
}

async function isInCall(
  context: Context,
  client: OzekiClient,
  { operation, extensionId }: Interruption,
): Promise<boolean> {
  try {
    const calls = await client.run(
      "ListActiveCalls",
      ({ options }) => client.listActiveCalls(options),
      reportRetries(context, client),
    );
    return calls.some((call) => involves(call, extensionId));
  } catch (error) {
    // It was repeated already: the operation around it must not repeat it again.
    throw error instanceof OzekiError ? new OperationFailed(operation, extensionId, error) : error;
  }
}

/**
 * The documentation does not say how a call names an extension: as its bare ID, within an address such as
 * `sip:1000@10.0.0.5`, or beside a name. So the ID counts wherever it is a whole word.
 */
function involves({ source, callerId, destination }: ActiveCall, extensionId: string): boolean {
  return [source, callerId, destination].some((text) => hasWord(text.replace(HOST, " "), extensionId));
}

function hasWord(text: string, word: string): boolean {
  const isPartOfWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + word.length])) {
      return true;
    }
  }
  return false;
}
