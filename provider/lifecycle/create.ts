import type { Attempt, ConfigXml, OzekiClient, RequestOptions } from "../ozeki";
import { BadReply, ConfigAlreadyExists, OzekiError } from "../ozeki";
import type { Context } from "./context";
import type { Declared, Held } from "./declared";
import { DeclaredTwice } from "./errors/declaredTwice";
import { Interrupted } from "./errors/interrupted";
import { OutcomeUnknown } from "./errors/outcomeUnknown";
import { find } from "./find";
import type { Kind } from "./kind";
import { nextStep } from "./nextStep";
import { reportRetries } from "./reportRetries";
import { settle } from "./settle";
import { writeOver } from "./writeOver";

/**
 * Makes an extension, or keeps or adopts the one that is there.
 *
 * @throws DeclaredTwice where another resource of this run stands on the same ID
 * @throws ExtensionExists where the PBX has another extension of that ID and `adopt` is not set
 * @throws OtherKnownType where the PBX has one of another type
 * @throws OutcomeUnknown where AddConfig was sent and its outcome could not be found out
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function create<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  inputs: Inputs,
): Promise<Held<Inputs>> {
  const client = context.clientFor(inputs.connection);
  // Before anything is sent: two creates of one ID run at the same time.
  if (!context.claims.make(client.pbx, inputs.extensionId, context.owner)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  return ensureExists(context, kind, client, inputs);
}

/** Makes an extension whose ID is claimed already. */
export async function ensureExists<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  client: OzekiClient,
  inputs: Inputs,
): Promise<Held<Inputs>> {
  const creation = new Creation(context, kind, client, inputs);
  try {
    return await client.run("AddConfig", (attempt) => creation.attempt(attempt), reportRetries(context, client));
  } catch (error) {
    // What the PBX answered, and what this provider decided, is certain. A lost answer is not.
    if (creation.isOutcomeUnknown && error instanceof OzekiError) {
      const why = `${error.message} ${nextStep("create", error, kind.whenInvalid)}`;
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
class Creation<Inputs extends Declared> {
  #isOutcomeUnknown = false;
  #mayHaveTakenOver = false;
  readonly #context: Context;
  readonly #kind: Kind<Inputs>;
  readonly #client: OzekiClient;
  readonly #inputs: Inputs;

  constructor(context: Context, kind: Kind<Inputs>, client: OzekiClient, inputs: Inputs) {
    this.#context = context;
    this.#kind = kind;
    this.#client = client;
    this.#inputs = inputs;
  }

  /** Whether AddConfig was sent, and nothing since has told what came of it. */
  get isOutcomeUnknown(): boolean {
    return this.#isOutcomeUnknown;
  }

  async attempt({ options, lookFirst }: Attempt): Promise<Held<Inputs>> {
    if (lookFirst) {
      const state = await this.#findOut(options);
      if (state !== undefined) {
        return state;
      }
    }
    const { extensionId } = this.#inputs;
    const { type } = this.#kind.typeOf(this.#inputs);
    const { onStart } = options;
    let hasLeft = false;
    const noted = onStart && {
      onStart() {
        hasLeft = true;
        return onStart();
      },
    };
    try {
      await this.#client.addConfig(type, this.#kind.configOf(this.#inputs), extensionId, { ...options, ...noted });
    } catch (error) {
      if (hasLeft && error instanceof Interrupted) {
        this.#isOutcomeUnknown = true;
      }
      return this.#afterFailure(error, options);
    }
    return { ...this.#inputs, pbx: this.#client.pbx };
  }

  async #afterFailure(error: unknown, options: RequestOptions): Promise<Held<Inputs>> {
    if (error instanceof ConfigAlreadyExists) {
      const found = await find(this.#client, this.#inputs.extensionId, options);
      if (found === undefined) {
        // It was there a moment ago: somebody else is at work on this extension.
        throw error;
      }
      return this.#settle(found, options, { isOwn: false });
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
  async #findOut(options: RequestOptions): Promise<Held<Inputs> | undefined> {
    const isOwn = this.#isOutcomeUnknown;
    const found = await find(this.#client, this.#inputs.extensionId, options);
    this.#isOutcomeUnknown = false;
    return found === undefined ? undefined : this.#settle(found, options, { isOwn });
  }

  /** @param isOwn - whether this very operation sent an AddConfig that may have made it */
  async #settle(found: ConfigXml, options: RequestOptions, { isOwn }: { isOwn: boolean }): Promise<Held<Inputs>> {
    const { pbx } = this.#client;
    const { extensionId, adopt } = this.#inputs;
    // Then, whatever differs, the PBX has made of our own AddConfig.
    const isCertainlyOurs = isOwn && this.#kind.bearsOurMark(found, this.#inputs);
    const wanted = isCertainlyOurs ? { ...this.#inputs, adopt: true } : this.#inputs;
    const settlement = settle(this.#kind, found, wanted, pbx);
    if (!isOwn) {
      this.#context.claims.foundInPlace(extensionId, pbx);
    }
    if (settlement.action === "keep") {
      if (this.#mayHaveTakenOver) {
        // The answer to its ModifyConfig was lost.
        this.#sayTakenOver();
      } else if (!isOwn) {
        this.#sayKept(settlement.state);
      }
      return { ...settlement.state, adopt };
    }
    const inputs = { ...settlement.inputs, adopt };
    if (this.#kind.isWriteNeeded(found, inputs)) {
      this.#mayHaveTakenOver = !isCertainlyOurs;
      await writeOver(this.#context, this.#kind, this.#client, "create", found, inputs, options);
    }
    if (!isCertainlyOurs) {
      this.#sayTakenOver();
    }
    return { ...inputs, pbx };
  }

  #sayKept(state: Held<Inputs>): void {
    const { pbx } = this.#client;
    this.#context.say(
      `Extension ${state.extensionId} was already on ${pbx}, exactly as declared: it was kept, nothing was written.`,
    );
    const remark = this.#kind.remarkOnKeeping(this.#inputs, state, pbx);
    if (remark !== undefined) {
      this.#context.say(remark);
    }
  }

  #sayTakenOver(): void {
    const { extensionId } = this.#inputs;
    this.#context.say(`Extension ${extensionId} was already on ${this.#client.pbx}: it was taken over (adopt: true).`);
  }
}
