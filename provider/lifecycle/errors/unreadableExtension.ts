import { LifecycleError } from "./lifecycleError";

/** The PBX holds the extension in a form that this provider must not overwrite. */
export class UnreadableExtension extends LifecycleError {
  readonly title = "Not understood";

  /**
   * @param why - what is odd about it, as the end of a sentence, without the value of a secret
   * @param next - what to do about it, as the end of a sentence
   */
  constructor(pbx: string, extensionId: string, why: string, next = "correct it on the PBX") {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} cannot be managed as it is: ${why}. It was left as it is; ${next}.`,
    );
  }
}
