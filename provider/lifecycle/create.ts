import type { Attempt, ConfigXml, RequestOptions } from "../api";
import { BadReply, ConfigAlreadyExists, OzekiError } from "../api/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { messageWithNextStep } from "./advice";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { DeclaredTwice, Interrupted, OutcomeUnknown } from "./errors";
import { overwrite } from "./overwrite";
import { readExtension, readWithRetries } from "./readExtension";
import { reconcileExisting } from "./reconcileExisting";

/**
 * Creates an extension, or keeps or adopts the one that is there.
 *
 * @throws DeclaredTwice where another resource of this run declares the same ID
 * @throws ExtensionExists where the PBX has another extension of that ID and `adopt` is not set
 * @throws OtherKnownType where the PBX has one of another type
 * @throws OutcomeUnknown where AddConfig was sent and its outcome could not be found out
 */
export async function create(scope: Scope, inputs: ResourceInputs): Promise<ResourceState> {
  const onThisPbx = onPbx(scope, inputs.connection);
  const { client, context } = onThisPbx;
  const { extensionId } = inputs;
  const isOnlyKept = context.claims.isOnlyKept(client.pbx, extensionId);
  // Before anything is sent: two creates of one ID run at the same time.
  const isFree = context.claims.make(client.pbx, extensionId, context.owner);
  // What a diff has kept, and the PBX no longer has, was deleted by a replacement that was interrupted.
  if (!isFree && !(isOnlyKept && (await readWithRetries(onThisPbx, extensionId)) === undefined)) {
    throw new DeclaredTwice(client.pbx, extensionId, undefined, isOnlyKept);
  }
  return ensureExists(onThisPbx, inputs);
}

/**
 * Creates an extension whose ID is claimed already.
 *
 * @param unconfirmed - what an earlier run was to create, where its outcome is unknown
 */
export async function ensureExists(
  scope: PbxScope,
  inputs: ResourceInputs,
  unconfirmed?: ResourceState,
): Promise<ResourceState> {
  const { type, context, client } = scope;
  const creation = new Creation(scope, inputs, unconfirmed);
  try {
    return await client.run("AddConfig", (attempt) => creation.attempt(attempt), reportRetries(context, client));
  } catch (error) {
    // An answer of the PBX and a decision of this provider are certain. A lost answer is not.
    if (creation.isOutcomeUnknown && error instanceof OzekiError) {
      const why = messageWithNextStep(error, "create", type.invalidConfigHint);
      throw new OutcomeUnknown(client.pbx, inputs, why, { cause: error });
    }
    if (creation.isOutcomeUnknown && error instanceof Interrupted) {
      throw new OutcomeUnknown(client.pbx, inputs, `the operation stopped before the answer, because ${error.why}.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** The attempts to create one extension, and what is known so far. */
class Creation {
  #isOutcomeUnknown = false;
  #mayHaveAdopted = false;
  readonly #scope: PbxScope;
  readonly #inputs: ResourceInputs;
  readonly #unconfirmed: ResourceState | undefined;

  constructor(scope: PbxScope, inputs: ResourceInputs, unconfirmed?: ResourceState) {
    this.#scope = scope;
    this.#inputs = inputs;
    this.#unconfirmed = unconfirmed;
  }

  /** Whether AddConfig was sent and its outcome is still unknown. */
  get isOutcomeUnknown(): boolean {
    return this.#isOutcomeUnknown;
  }

  async attempt({ options, verifyFirst }: Attempt): Promise<ResourceState> {
    if (verifyFirst) {
      const state = await this.#verifyOutcome(options);
      if (state !== undefined) {
        return state;
      }
    }
    const { extensionId } = this.#inputs;
    const { type } = this.#scope.type.typeOf(this.#inputs);
    const { onStart } = options;
    let hasLeft = false;
    const noted = onStart && {
      onStart() {
        hasLeft = true;
        return onStart();
      },
    };
    try {
      await this.#scope.client.addConfig(type, this.#scope.type.configOf(this.#inputs), extensionId, {
        ...options,
        ...noted,
      });
    } catch (error) {
      if (hasLeft && error instanceof Interrupted) {
        this.#isOutcomeUnknown = true;
      }
      return this.#afterFailure(error, options);
    }
    this.#reportRecreated();
    return { ...this.#inputs, pbx: this.#scope.client.pbx };
  }

  /** A replacement that deletes first, which `--replace` or `replaceOnChanges` asked for. */
  #reportRecreated(): void {
    const { context, client, type } = this.#scope;
    const { extensionId } = this.#inputs;
    if (context.claims.wasDeleted(client.pbx, extensionId)) {
      const password = Object.values(type.table).some(({ isGenerated }) => isGenerated)
        ? " Its generated password is new: enter it in the phone."
        : "";
      context.log.warn(
        `Extension ${extensionId} on ${client.pbx} was deleted and created again (deleteBeforeReplace): elements that the program does not declare are gone.${password}`,
      );
    }
  }

  async #afterFailure(error: unknown, options: RequestOptions): Promise<ResourceState> {
    if (error instanceof ConfigAlreadyExists) {
      const found = await readExtension(this.#scope.client, this.#inputs.extensionId, options);
      if (found === undefined) {
        // It was there a moment ago: another program is changing this extension.
        throw error;
      }
      return this.#reconcile(found, options, { isOwn: false });
    }
    if (error instanceof OzekiError && error.sent === "maybe") {
      this.#isOutcomeUnknown = true;
    }
    if (error instanceof BadReply && this.#isOutcomeUnknown) {
      // Not repeated, so no later attempt would verify it.
      const state = await this.#verifyOutcome(options);
      if (state !== undefined) {
        return state;
      }
    }
    throw error;
  }

  /** Reads the extension after an AddConfig whose answer was lost, which is never sent again blindly. */
  async #verifyOutcome(options: RequestOptions): Promise<ResourceState | undefined> {
    const isOwn = this.#isOutcomeUnknown;
    const found = await readExtension(this.#scope.client, this.#inputs.extensionId, options);
    this.#isOutcomeUnknown = false;
    return found === undefined ? undefined : this.#reconcile(found, options, { isOwn });
  }

  /** @param isOwn - whether an AddConfig of this operation may have created it */
  async #reconcile(found: ConfigXml, options: RequestOptions, { isOwn }: { isOwn: boolean }): Promise<ResourceState> {
    const { pbx } = this.#scope.client;
    const { extensionId, adopt } = this.#inputs;
    // Then the PBX itself changed what differs from our AddConfig, or the program since an earlier one.
    const isCertainlyOurs =
      (isOwn && this.#scope.type.wasCreatedByUs(found, this.#inputs)) || this.#isWhatWasUnconfirmed(found);
    const wanted = isCertainlyOurs ? { ...this.#inputs, adopt: true } : this.#inputs;
    const outcome = reconcileExisting(this.#scope.type, found, wanted, pbx);
    if (!isOwn) {
      this.#scope.context.claims.foundInPlace(extensionId, pbx);
    }
    if (outcome.action === "keep") {
      if (this.#mayHaveAdopted) {
        // The answer to its ModifyConfig was lost.
        this.#reportAdopted();
      } else if (!isOwn) {
        this.#reportKept(outcome.state);
      }
      return { ...outcome.state, adopt };
    }
    const inputs = { ...outcome.inputs, adopt };
    if (this.#scope.type.isWriteNeeded(found, inputs)) {
      this.#mayHaveAdopted = !isCertainlyOurs;
      await overwrite(this.#scope, { operation: "create", found, inputs, options });
    }
    if (!isCertainlyOurs) {
      this.#reportAdopted();
    }
    return { ...inputs, pbx };
  }

  /** Whether this is exactly what the earlier run was to create, password included. */
  #isWhatWasUnconfirmed(found: ConfigXml): boolean {
    const { type, client } = this.#scope;
    const state = this.#unconfirmed;
    return (
      state !== undefined &&
      found.knownType === type.typeOf(state).knownType &&
      type.differing(type.flatten(found, state, client.pbx), state).length === 0
    );
  }

  #reportKept(state: ResourceState): void {
    const { pbx } = this.#scope.client;
    this.#scope.context.log.info(
      `Extension ${state.extensionId} already exists on ${pbx} exactly as declared. It was kept, and nothing was written.`,
    );
    const notice = this.#scope.type.keepNotice(this.#inputs, state, pbx);
    if (notice !== undefined) {
      this.#scope.context.log.info(notice);
    }
  }

  #reportAdopted(): void {
    const { extensionId } = this.#inputs;
    this.#scope.context.log.info(
      `Extension ${extensionId} already existed on ${this.#scope.client.pbx} and was adopted (\`adopt: true\`).`,
    );
  }
}
