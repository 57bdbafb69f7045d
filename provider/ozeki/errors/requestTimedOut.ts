import type { RequestSubject } from "../command";
import { OzekiError } from "./ozekiError";

/** The PBX got the request and did not answer in time, or not to the end. */
export class RequestTimedOut extends OzekiError {
  readonly title = "No answer";

  constructor(
    subject: RequestSubject,
    /** How long was waited, in seconds. */
    readonly seconds: number,
  ) {
    super(subject, "maybe", `no complete answer within ${Number(seconds.toFixed(1))} s`);
  }
}
