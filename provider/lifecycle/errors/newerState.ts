import { LifecycleError } from "./lifecycleError";

/** A newer version of this package made the state. */
export class NewerState extends LifecycleError {
  readonly title = "State of a newer version";

  /**
   * @param shape - the number that the state carries
   * @param known - the newest that this version knows
   */
  constructor(extensionId: string, shape: string, known: number) {
    super(
      "",
      extensionId,
      `Extension ${extensionId} stands in the state in shape ${shape}, and this version of pulumi-ozeki knows shapes up to ${known}. ` +
        "Nothing was sent. Install the version that made the state, or a newer one, in the program's folder: npm install pulumi-ozeki@latest",
    );
  }
}
