import type { RequestSubject } from "../command";
import { OzekiError } from "./ozekiError";

/** The statuses with which a proxy says that it got no answer from the PBX. */
export const gatewayStatuses: readonly number[] = [502, 503, 504];

/** A proxy between here and the PBX got no answer from it. The PBX itself answers everything with HTTP 200. */
export class GatewayFailure extends OzekiError {
  readonly title = "Proxy without the PBX";

  constructor(
    subject: RequestSubject,
    /** HTTP status: one of {@link gatewayStatuses}. */
    readonly status: number,
  ) {
    super(subject, "maybe", `a proxy answered HTTP ${status}: it got no answer from the PBX`);
  }
}
