import type { OzekiError } from "../api";
import { LifecycleError } from "../types/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { urnParts } from "../types/urn";
import type { Operation } from "./advice";
import { messageWithNextStep } from "./advice";

/** The extension has a call, and the configuration protects calls. */
export class CallInProgress extends LifecycleError {
  readonly title = "Call in progress";

  /**
   * @param outcome - what the operation would have done to the extension
   * @param waited - seconds that the operation waited for the end of the call
   */
  constructor(pbx: string, extensionId: string, outcome: "removed" | "disabled", waited: number) {
    const afterWait = waited === 0 ? "" : ` and still has after ${waited} s`;
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} has a call in progress${afterWait}: it was not ${outcome}. Run the command again when the call is over, ` +
        "or set ozeki:onActiveCalls to proceed (or to wait) and run `pulumi up`.",
    );
  }
}

/**
 * The provider processes of a run cannot share what they manage: another one may have just kept, for a
 * replacement, the extension that this one is to remove.
 */
export class ClaimsNotShared extends LifecycleError {
  readonly title = "Provider processes cannot share what they manage";

  /**
   * @param outcome - what the operation would have done to the extension
   * @param problem - the folder, and why it cannot be used
   */
  constructor(pbx: string, extensionId: string, outcome: "removed" | "adopted", problem: string) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} was not ${outcome}: the provider processes of this run cannot share what they manage in ${problem}, ` +
        "and another one may manage this extension. Nothing was changed. Run the command again. If it fails again, remove that folder, or set TMPDIR or XDG_RUNTIME_DIR to a folder that only this user can write to.",
    );
  }
}

/** Two resources of one program declare one extension. */
export class DeclaredTwice extends LifecycleError {
  readonly title = "Declared twice";

  /**
   * @param other - the name or the URN of the other resource, where it is known
   * @param mayBeReplaced - whether it may be the same resource, in a replacement that was interrupted
   */
  constructor(pbx: string, extensionId: string, other?: string, mayBeReplaced = false) {
    const which = other === undefined ? "another resource of this program" : displayUrn(other);
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} is declared twice: ${which} has the same extensionId. ` +
        "Nothing was written for the second one. Set another extensionId on one of the two, or remove it from the program." +
        (mayBeReplaced ? " Declared only once? Its replacement was interrupted: run `pulumi up --replace URN`." : ""),
    );
  }
}

/** Such as `the SipExtension "reception"`. What is not a URN stays as it is. */
function displayUrn(urn: string): string {
  const { type, name } = urnParts(urn);
  return name === "" ? urn : `the ${type.split(":").at(-1)} "${name}"`;
}

/** Where the address of a PBX may be set. */
const ADDRESS_SETTINGS = "`ozeki:url` (or the entry of `ozeki:connections`, or the `url` of the provider)";

/** The PBX has an extension with that ID which differs from the declared one, and `adopt` is not set. */
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
      `Extension ${extensionId} already exists on ${pbx} (code 703) with a different ${differing.join(", ")}. Nothing was changed. ` +
        "To manage it with this resource, set `adopt: true`. Otherwise change extensionId. " +
        "Renamed or moved the resource? Set the option `aliases`. Replacing it? Set `deleteBeforeReplace`. " +
        "Released by another resource in this run? Run `pulumi up` again.",
    );
  }
}

/** The reason with which a context's signal is aborted: why the operation stops. */
export class Interrupted extends Error {
  /** @param why - as the end of a sentence, such as `the run was cancelled` */
  constructor(readonly why: string) {
    super(why);
    this.name = "Interrupted";
  }
}

/** An operation stopped before its end. Requests that were already sent may have been executed. */
export class Stopped extends LifecycleError {
  readonly title = "Stopped";

  constructor(operation: Operation, extensionId: string, interrupted: Interrupted) {
    const next =
      operation === "update" || operation === "delete"
        ? "Requests that were already sent may have been executed: the next run checks the PBX first."
        : "Nothing was written.";
    super(
      "",
      extensionId,
      `Extension ${extensionId}: the ${operation} was stopped, because ${interrupted.why}. ${next}`,
      {
        cause: interrupted,
      },
    );
  }
}

/** The state was written by a newer version of this package. */
export class NewerState extends LifecycleError {
  readonly title = "State of a newer version";

  /**
   * @param shape - the number in the state
   * @param known - the highest number that this version reads
   */
  constructor(extensionId: string, shape: string, known: number) {
    super(
      "",
      extensionId,
      `The state of extension ${extensionId} has shape ${shape}, but this version of pulumi-ozeki reads shapes up to ${known}. ` +
        "Nothing was sent. Install the version that wrote the state, or a newer one, in the program's folder: npm install pulumi-ozeki@latest",
    );
  }
}

/** The PBX refused, or did not answer. The message ends with the next step. */
export class OperationFailed extends LifecycleError {
  readonly title: string;

  /** @param invalidConfigHint - what to check where the PBX does not accept a configuration */
  constructor(
    operation: Operation,
    extensionId: string,
    override readonly cause: OzekiError,
    invalidConfigHint?: string,
  ) {
    super(cause.subject.pbx, extensionId, messageWithNextStep(cause, operation, invalidConfigHint), { cause });
    this.title = cause.title;
  }
}

/** The configuration points to another PBX than the state, and that PBX does not have the recorded extension. */
export class OtherPbx extends LifecycleError {
  readonly title = "Another PBX";

  /**
   * @param pbx - origin of the PBX that the state names
   * @param configured - origin of the PBX that the configuration names
   * @param found - what the configured PBX has under this ID, as a relative clause, where it was read
   */
  constructor(
    pbx: string,
    readonly configured: string,
    extensionId: string,
    found?: string,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} is recorded on ${pbx}, but the configuration points to ${configured}${found === undefined ? "" : `, ${found}`}. Nothing was changed. ` +
        `Wrong address? Correct ${ADDRESS_SETTINGS}, and run \`pulumi up\`. ` +
        `${pbx} no longer exists, or the extension belongs on ${configured}? Remove the resource from the state with \`pulumi state delete URN\`.`,
    );
  }
}

/**
 * AddConfig was sent, and it is not known whether the PBX executed it. The engine keeps such a resource in the state,
 * and the next run checks the PBX.
 */
export class OutcomeUnknown extends LifecycleError {
  readonly title = "Outcome unknown";
  readonly #properties: ResourceState;

  /**
   * @param inputs - what was to be created
   * @param why - how the last attempt failed and what to do about it, in whole sentences
   */
  constructor(pbx: string, inputs: ResourceInputs, why: string, options: ErrorOptions) {
    super(
      pbx,
      inputs.extensionId,
      `Extension ${inputs.extensionId} may or may not have been created on ${pbx}: ${why} ` +
        "The extension is recorded as unconfirmed. Run `pulumi up` again: it checks the PBX and completes the create.",
      options,
    );
    this.#properties = { ...inputs, unconfirmedOn: pbx };
  }

  /**
   * The state to keep. It has no `pbx`, which marks it as unconfirmed. A getter, because it holds the password:
   * printing the error does not show it.
   */
  get properties(): ResourceState {
    return this.#properties;
  }
}

/** A create ended without an answer on one PBX, and the configuration now points to another. */
export class UnconfirmedElsewhere extends LifecycleError {
  readonly title = "Unconfirmed on another PBX";

  /**
   * @param pbx - origin of the PBX on which the create was tried
   * @param configured - origin of the PBX that the configuration names
   * @param found - what the configured PBX has under this ID, as a relative clause, where it was read
   */
  constructor(
    pbx: string,
    readonly configured: string,
    extensionId: string,
    found?: string,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} may or may not have been created on ${pbx}, but the configuration now points to ${configured}${found === undefined ? "" : `, ${found}`}. Nothing was changed. ` +
        `Is ${pbx} another PBX? Set ${ADDRESS_SETTINGS} to it again, and run \`pulumi up\`. ` +
        `Was it a wrong address of ${configured}, or does it no longer exist? Remove the resource from the state with ` +
        "`pulumi state delete URN` (`pulumi stack --show-urns` prints the URN), and run `pulumi up` to create the extension.",
    );
  }
}
