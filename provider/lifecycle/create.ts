import type { Attempt, ConfigXml, RequestOptions } from "../api";
import { BadReply, ConfigAlreadyExists, OzekiError } from "../api/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { DeclaredTwice, Interrupted, OutcomeUnknown } from "./errors";
import { nextStep } from "./nextStep";
import { overwrite } from "./overwrite";
import { readExtension } from "./readExtension";
import { reconcileExisting } from "./reconcileExisting";
import type { PbxScope, Scope } from "./scope";
import { onPbx, reportRetries } from "./scope";

/**
 * Makes an extension, or keeps or adopts the one that is there.
 *
 * @throws DeclaredTwice where another resource of this run stands on the same ID
 * @throws ExtensionExists where the PBX has another extension of that ID and `adopt` is not set
 * @throws OtherKnownType where the PBX has one of another type
 * @throws OutcomeUnknown where AddConfig was sent and its outcome could not be found out
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function create(scope: Scope, inputs: ResourceInputs): Promise<ResourceState> {
  const onThisPbx = onPbx(scope, inputs.connection);
  const { client, context } = onThisPbx;
  // Before anything is sent: two creates of one ID run at the same time.
  if (!context.claims.make(client.pbx, inputs.extensionId, context.owner)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  return ensureExists(onThisPbx, inputs);
}

/** Makes an extension whose ID is claimed already. */
export async function ensureExists(scope: PbxScope, inputs: ResourceInputs): Promise<ResourceState> {
  const { type, context, client } = scope;
  const creation = new Creation(scope, inputs);
  try {
    return await client.run("AddConfig", (attempt) => creation.attempt(attempt), reportRetries(context, client));
  } catch (error) {
    // What the PBX answered, and what this provider decided, is certain. A lost answer is not.
    if (creation.isOutcomeUnknown && error instanceof OzekiError) {
      const why = `${error.message} ${nextStep("create", error, type.invalidConfigHint)}`.trim();
      throw new OutcomeUnknown(client.pbx, inputs, why, { cause: error });
    }
    if (creation.isOutcomeUnknown && error instanceof Interrupted) {
      throw new OutcomeUnknown(client.pbx, inputs, `its answer was not waited for, because ${error.why}.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** The attempts at one extension, and what they have found out so far. */
class Creation {
  #isOutcomeUnknown = false;
  #mayHaveAdopted = false;
  readonly #scope: PbxScope;
  readonly #inputs: ResourceInputs;

  constructor(scope: PbxScope, inputs: ResourceInputs) {
    this.#scope = scope;
    this.#inputs = inputs;
  }

  /** Whether AddConfig was sent, and nothing since has told what came of it. */
  get isOutcomeUnknown(): boolean {
    return this.#isOutcomeUnknown;
  }

  async attempt({ options, verifyFirst }: Attempt): Promise<ResourceState> {
    if (verifyFirst) {
      const state = await this.#findOut(options);
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
    return { ...this.#inputs, pbx: this.#scope.client.pbx };
  }

  async #afterFailure(error: unknown, options: RequestOptions): Promise<ResourceState> {
    if (error instanceof ConfigAlreadyExists) {
      const found = await readExtension(this.#scope.client, this.#inputs.extensionId, options);
      if (found === undefined) {
        // It was there a moment ago: somebody else is at work on this extension.
        throw error;
      }
      return this.#reconcile(found, options, { isOwn: false });
    }
    if (error instanceof OzekiError && error.sent === "maybe") {
      this.#isOutcomeUnknown = true;
    }
    if (error instanceof BadReply && this.#isOutcomeUnknown) {
      // Not repeated, so there is no next attempt that would look.
      const state = await this.#findOut(options);
      if (state !== undefined) {
        return state;
      }
    }
    throw error;
  }

  /** Settles an AddConfig whose answer was lost. It is never sent again blindly. */
  async #findOut(options: RequestOptions): Promise<ResourceState | undefined> {
    const isOwn = this.#isOutcomeUnknown;
    const found = await readExtension(this.#scope.client, this.#inputs.extensionId, options);
    this.#isOutcomeUnknown = false;
    return found === undefined ? undefined : this.#reconcile(found, options, { isOwn });
  }

  /** @param isOwn - whether this very operation sent an AddConfig that may have made it */
  async #reconcile(found: ConfigXml, options: RequestOptions, { isOwn }: { isOwn: boolean }): Promise<ResourceState> {
    const { pbx } = this.#scope.client;
    const { extensionId, adopt } = this.#inputs;
    // Then, whatever differs, the PBX has made of our own AddConfig.
    const isCertainlyOurs = isOwn && this.#scope.type.wasCreatedByUs(found, this.#inputs);
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

  #reportKept(state: ResourceState): void {
    const { pbx } = this.#scope.client;
    this.#scope.context.say(
      `Extension ${state.extensionId} was already on ${pbx}, exactly as declared: it was kept, nothing was written.`,
    );
    const remark = this.#scope.type.keepNotice(this.#inputs, state, pbx);
    if (remark !== undefined) {
      this.#scope.context.say(remark);
    }
  }

  #reportAdopted(): void {
    const { extensionId } = this.#inputs;
    this.#scope.context.say(
      `Extension ${extensionId} was already on ${this.#scope.client.pbx}: it was taken over (adopt: true).`,
    );
  }
}
