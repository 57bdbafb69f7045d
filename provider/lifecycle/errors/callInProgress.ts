import { LifecycleError } from "./lifecycleError";

/** Somebody talks on the extension, and the configuration says that this comes first. */
export class CallInProgress extends LifecycleError {
  readonly title = "Call in progress";

  /**
   * @param outcome - what would have become of the extension
   * @param waited - how long was waited for the end of the call, in seconds
   */
  constructor(pbx: string, extensionId: string, outcome: "removed" | "disabled", waited: number) {
    const inVain = waited === 0 ? "" : ` and still has after ${waited} s`;
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} has a call in progress${inVain}: it was not ${outcome}. Run the command again when the call is over, ` +
        "or set ozeki:onActiveCalls to proceed (or to wait) and run `pulumi up`.",
    );
  }
}
