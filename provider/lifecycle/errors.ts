import type { OzekiError } from "../api";
import { LifecycleError } from "../types/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { Operation } from "./nextStep";
import { nextStep } from "./nextStep";

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

/** Two resources of one program declare one extension. */
export class DeclaredTwice extends LifecycleError {
  readonly title = "Declared twice";

  /** @param other - the name or the URN of the other resource, where it is known */
  constructor(pbx: string, extensionId: string, other?: string) {
    const which = other === undefined ? "another resource of this program" : displayUrn(other);
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} is declared twice: ${which} has the same extensionId. ` +
        "Nothing was written for the second one. Give one of the two another extensionId, or remove it from the program.",
    );
  }
}

/** `SipExtension reception`, of a URN. */
function displayUrn(urn: string): string {
  const [, , type = "", ...name] = urn.split("::");
  return name.length === 0 ? urn : `the ${type.split(":").at(-1)} "${name.join("::")}"`;
}

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

/** The reason with which a context's signal is raised: why nobody waits for the operation any longer. */
export class Interrupted extends Error {
  /** @param why - as the end of a sentence, such as `the run was cancelled` */
  constructor(readonly why: string) {
    super(why);
    this.name = "Interrupted";
  }
}

/** An operation was not waited for to its end. What had been sent until then may have been carried out. */
export class GivenUp extends LifecycleError {
  readonly title = "Given up";

  constructor(operation: Operation, extensionId: string, interrupted: Interrupted) {
    const next =
      operation === "update" || operation === "delete"
        ? "What was sent before may have been carried out: the next run looks first."
        : "Nothing was written.";
    super(
      "",
      extensionId,
      `Extension ${extensionId}: the ${operation} was given up, because ${interrupted.why}. ${next}`,
      {
        cause: interrupted,
      },
    );
  }
}

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

/** The PBX refused, or did not answer. */
export class OperationFailed extends LifecycleError {
  readonly title: string;

  /** @param invalidConfigHint - what a person looks at when the PBX does not accept a configuration */
  constructor(
    operation: Operation,
    extensionId: string,
    override readonly cause: OzekiError,
    invalidConfigHint?: string,
  ) {
    super(cause.subject.pbx, extensionId, `${cause.message} ${nextStep(operation, cause, invalidConfigHint)}`.trim(), {
      cause,
    });
    this.title = cause.title;
  }
}

/** The configuration leads to another PBX than the one that holds the extension, and the extension is not there. */
export class OtherPbx extends LifecycleError {
  readonly title = "Another PBX";

  /**
   * @param pbx - origin of the PBX that the state names
   * @param configured - origin of the PBX that the configuration names
   * @param refused - what was not done, as the end of a sentence
   */
  constructor(
    pbx: string,
    readonly configured: string,
    extensionId: string,
    refused: string,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} is on ${pbx} by the state, but the configuration leads to ${configured}: ${refused}. ` +
        `If the address is mistyped, correct ozeki:url (or the entry of ozeki:connections, or the url of the provider) and run \`pulumi up\`; ` +
        `if ${pbx} is gone for good, or the extension is to be made on ${configured} instead, take the resource out of the state with \`pulumi state delete URN\`.`,
    );
  }
}

/**
 * AddConfig was sent, and nobody can say whether the PBX executed it. The engine is to keep such a resource in the
 * state: the next run finds out.
 */
export class OutcomeUnknown extends LifecycleError {
  readonly title = "Outcome unknown";
  readonly #properties: ResourceState;

  /**
   * @param inputs - what was to be made
   * @param why - what the last attempt ended in and what to do about that, in whole sentences
   */
  constructor(pbx: string, inputs: ResourceInputs, why: string, options: ErrorOptions) {
    super(
      pbx,
      inputs.extensionId,
      `Extension ${inputs.extensionId} may or may not have been made on ${pbx}: ${why} ` +
        "The extension stands in the state as unconfirmed: the next `pulumi up` finds out what came of it and ends it as declared.",
      options,
    );
    this.#properties = { ...inputs, unconfirmedOn: pbx };
  }

  /**
   * The state to keep. It names no PBX that holds the extension, which marks it as unconfirmed. It holds the password:
   * whoever prints the error does not see it.
   */
  get properties(): ResourceState {
    return this.#properties;
  }
}

/** A create ended without an answer on one PBX, and the configuration has come to lead to another. */
export class UnconfirmedElsewhere extends LifecycleError {
  readonly title = "Unconfirmed on another PBX";

  /**
   * @param pbx - origin of the PBX on which the create was tried
   * @param configured - origin of the PBX that the configuration names
   * @param refused - what was not done, as the end of a sentence
   */
  constructor(
    pbx: string,
    readonly configured: string,
    extensionId: string,
    refused: string,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} may or may not have been made on ${pbx}, and the configuration now leads to ${configured}: ${refused}. ` +
        `Set ozeki:url (or the entry of ozeki:connections) to ${pbx} again and run \`pulumi up\`, which finds out; ` +
        `if ${pbx} is gone for good, take the resource out of the state with \`pulumi state delete URN\`.`,
    );
  }
}
