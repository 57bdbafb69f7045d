import { LifecycleError } from "./lifecycleError";

/** The PBX has an extension of that ID, which is not as declared, and nobody asked to take it over. */
export class ExtensionExists extends LifecycleError {
  readonly title = "The extension exists";

  /** @param differing - names of the properties that differ; never their values, which may be secret */
  constructor(
    pbx: string,
    extensionId: string,
    readonly differing: readonly string[],
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} exists already on ${pbx} (code 703) and differs in ${differing.join(", ")}. It was left as it is. ` +
        "To take it over as declared, set adopt: true on this resource. If this resource was renamed or moved in the program, " +
        "give it the option aliases with its old name instead. " +
        "If this resource is being replaced, the option deleteBeforeReplace makes it anew. " +
        "If another resource of this program is giving up this ID in the same run, run `pulumi up` again once that is done. " +
        "Otherwise choose another extensionId.",
    );
  }
}
