import type { RequestSubject } from "../command";
import type { Sent } from "./ozekiError";
import { OzekiError } from "./ozekiError";

/** What answered did not answer as the PBX's HTTP API does. Repeating changes nothing. */
export class BadReply extends OzekiError {
  readonly title = "Not the PBX's answer";

  /**
   * @param why - what is odd about the reply, as the end of a sentence, without anything of its text
   * @param sent - whether the PBX may have executed the command before the reply was spoilt
   */
  constructor(subject: RequestSubject, why: string, sent: Sent = "maybe") {
    super(subject, sent, `the reply is no answer of the Ozeki HTTP API: ${why}`);
  }
}
