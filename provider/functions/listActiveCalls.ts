import * as pulumi from "@pulumi/pulumi";
import type { LookUpArgs } from "./lookUpArgs";
import { lookUps, onPbx } from "./pbx";

/** A call that was going on when the program ran, as the PBX writes it; empty where it writes nothing. */
export interface ListedCall {
  /** Element `CallState`. */
  callState: string;
  /** Element `CallId`. */
  callId: string;
  /** Who calls: element `Source`. */
  source: string;
  /** Element `CallerId`. */
  callerId: string;
  /** Who is called: element `Destination`. */
  destination: string;
  /** When the call began, in the PBX's own notation: element `StartTime`. */
  startTime: string;
  /** How long it has rung, in the PBX's own notation: element `RingDuration`. */
  ringDuration: string;
  /** How long was talked, in the PBX's own notation: element `TalkDuration`. */
  talkDuration: string;
}

/**
 * Lists the calls that are going on: the command ListActiveCalls.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listActiveCalls(args: LookUpArgs = {}): Promise<ListedCall[]> {
  return onPbx(
    args,
    ({ checkOptions }) => checkOptions(args, ["connection"]),
    (client, options) => lookUps().listActiveCalls(client, options),
  );
}

/** {@link listActiveCalls} for arguments that are not known yet. */
export function listActiveCallsOutput(
  args: { connection?: pulumi.Input<string | undefined> | undefined } = {},
): pulumi.Output<ListedCall[]> {
  return pulumi.output(args).apply((given) => listActiveCalls(given));
}
