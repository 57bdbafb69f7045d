import type { RequestSubject } from "../command";
import { OzekiError } from "./ozekiError";

/** The connection ended before the answer was complete. */
export class ConnectionLost extends OzekiError {
  readonly title = "Connection lost";

  /** @param code - the system's word for it, such as `ECONNRESET` */
  constructor(
    subject: RequestSubject,
    readonly code: string,
  ) {
    super(subject, "maybe", `the connection ended before the answer was complete (${code})`);
  }
}
