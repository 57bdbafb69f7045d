import { shownId } from "../../ozeki/shownId";
import { LookUpError } from "./lookUpError";

/** The extension is of another type. */
export class NoSipExtension extends LookUpError {
  constructor(
    readonly pbx: string,
    readonly extensionId: string,
  ) {
    super(
      `Extension ${shownId(extensionId)} on ${pbx} is no SIP extension. Look it up with getExtension, which takes every type.`,
    );
  }
}
