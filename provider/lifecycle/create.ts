import type { Attempt, OzekiClient, RequestOptions } from "../ozeki";
import { BadReply, ConfigAlreadyExists, ConfigXml, OzekiError } from "../ozeki";
import type { Context } from "./context";
import { SIP_EXTENSION_TYPE, SIP_KNOWN_TYPE } from "./elements";
import { DeclaredTwice } from "./errors/declaredTwice";
import { OutcomeUnknown } from "./errors/outcomeUnknown";
import { expand } from "./expand";
import { find } from "./find";
import { isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./inputs";
import { nextStep } from "./nextStep";
import { isWriteNeeded } from "./overlay";
import { reportRetries } from "./reportRetries";
import { settle } from "./settle";
import { writeOver } from "./writeOver";

/**
 * Makes an extension, or keeps or adopts the one that is there.
 *
 * @throws DeclaredTwice where another resource of this run stands on the same ID
 * @throws ExtensionExists where the PBX has another extension of that ID and `adopt` is not set
 * @throws OtherKnownType where the PBX has one that is no SIP extension
 * @throws OutcomeUnknown where AddConfig was sent and its outcome could not be found out
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function create(context: Context, inputs: Inputs): Promise<State> {
  const client = context.clientFor(inputs.connection);
  // Before anything is sent: two creates of one ID run at the same time.
  if (!context.claims.make(client.pbx, inputs.extensionId)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  return ensureExists(context, client, inputs);
}

/** Makes an extension whose ID is claimed already. */
export async function ensureExists(context: Context, client: OzekiClient, inputs: Inputs): Promise<State> {
  const creation = new Creation(context, client, inputs);
  try {
    return await client.run("AddConfig", (attempt) => creation.attempt(attempt), reportRetries(context, client));
  } catch (error) {
    // What the PBX answered, and what this provider decided, is certain. A lost answer is not.
    if (creation.isOutcomeUnknown && error instanceof OzekiError) {
      const why = `${error.message} ${nextStep("create", error)}`;
      throw new OutcomeUnknown(client.pbx, inputs, why, { cause: error });
    }
    throw error;
  }
}

/** The attempts at one extension, and what they have found out so far. */
class Creation {
  #isOutcomeUnknown = false;
  #mayHaveTakenOver = false;
  readonly #context: Context;
  readonly #client: OzekiClient;
  readonly #inputs: Inputs;

  constructor(context: Context, client: OzekiClient, inputs: Inputs) {
    this.#context = context;
    this.#client = client;
    this.#inputs = inputs;
  }

  /** Whether AddConfig was sent, and nothing since has told what came of it. */
  get isOutcomeUnknown(): boolean {
    return this.#isOutcomeUnknown;
  }

  async attempt({ options, lookFirst }: Attempt): Promise<State> {
    if (lookFirst) {
      const state = await this.#findOut(options);
      if (state !== undefined) {
        return state;
      }
    }
    const { extensionId } = this.#inputs;
    const config = ConfigXml.create(SIP_KNOWN_TYPE, expand(this.#inputs));
    try {
      await this.#client.addConfig(SIP_EXTENSION_TYPE, config, extensionId, options);
    } catch (error) {
      return this.#afterFailure(error, options);
    }
    return { ...this.#inputs, pbx: this.#client.pbx };
  }

  async #afterFailure(error: unknown, options: RequestOptions): Promise<State> {
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
  async #findOut(options: RequestOptions): Promise<State | undefined> {
    const isOwn = this.#isOutcomeUnknown;
    const found = await find(this.#client, this.#inputs.extensionId, options);
    this.#isOutcomeUnknown = false;
    return found === undefined ? undefined : this.#settle(found, options, { isOwn });
  }

  /** @param isOwn - whether this very operation sent an AddConfig that may have made it */
  async #settle(found: ConfigXml, options: RequestOptions, { isOwn }: { isOwn: boolean }): Promise<State> {
    const { pbx } = this.#client;
    const { extensionId, password, passwordVersion } = this.#inputs;
    // Nobody else can have the password that this run has made up: whatever differs, the PBX has made of our own AddConfig.
    const isCertainlyOurs = isOwn && isGenerated(password, extensionId) && found.text("Password") === password;
    const settlement = settle(found, isCertainlyOurs ? { ...this.#inputs, adopt: true } : this.#inputs, pbx);
    if (!isOwn) {
      this.#context.claims.foundInPlace(extensionId, pbx);
    }
    if (settlement.action === "keep") {
      if (this.#mayHaveTakenOver) {
        // The answer to its ModifyConfig was lost.
        this.#sayTakenOver();
      } else if (!isOwn) {
        this.#context.say(
          `Extension ${extensionId} was already on ${pbx}, exactly as declared: it was kept, nothing was written.`,
        );
        if (passwordVersion !== undefined && settlement.state.password !== password) {
          this.#context.say(
            `Extension ${extensionId} on ${pbx} keeps the password that it has. Where passwordVersion was to make a new one, change it again.`,
          );
        }
      }
      return { ...settlement.state, adopt: this.#inputs.adopt };
    }
    const inputs = { ...settlement.inputs, adopt: this.#inputs.adopt };
    if (isWriteNeeded(found, inputs)) {
      this.#mayHaveTakenOver = !isCertainlyOurs;
      await writeOver(this.#context, this.#client, "create", found, inputs, options);
    }
    if (!isCertainlyOurs) {
      this.#sayTakenOver();
    }
    return { ...inputs, pbx };
  }

  #sayTakenOver(): void {
    const { extensionId } = this.#inputs;
    this.#context.say(`Extension ${extensionId} was already on ${this.#client.pbx}: it was taken over (adopt: true).`);
  }
}
