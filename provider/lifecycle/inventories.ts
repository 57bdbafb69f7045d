import type { OzekiClient, RetryHooks } from "../api";
import { AccessForbidden, LoginRefused, OzekiError } from "../api/errors";
import { Interrupted } from "./errors";

/** What a PBX answers when it is asked which extensions it has. Nothing where it was not asked. */
export interface Inventory {
  /** The IDs of its extensions. */
  readonly ids?: ReadonlySet<string>;
  /** Why it lists none: it refuses the login, or this machine. */
  readonly refusal?: LoginRefused | AccessForbidden;
  /** Why it lists none: it gave no answer, or one that is not a list. */
  readonly unanswered?: OzekiError;
}

/** A check only looks ahead: where the PBX does not answer, the run goes on. */
const MAX_RETRIES = 1;

/** The extensions of each PBX as they were when this run first asked: once per connection. */
export class Inventories {
  readonly #isAsked: boolean;
  readonly #known = new WeakMap<OzekiClient, Promise<Inventory>>();
  readonly #warned = new Set<string>();

  /** @param isAsked - `false` where a preview only finds out what a program declares: then no PBX is asked */
  constructor(isAsked = true) {
    this.#isAsked = isAsked;
  }

  /**
   * Asks the PBX for its list, if this run has not done so yet.
   *
   * @throws every error that is not one of the API
   */
  async of(client: OzekiClient, hooks: RetryHooks): Promise<Inventory> {
    if (!this.#isAsked) {
      return {};
    }
    const known = this.#known.get(client) ?? ask(client, hooks);
    this.#known.set(client, known);
    return known;
  }

  /** Whether this is the first warning of its subject in this run. */
  isFirstWarning(about: string): boolean {
    const isFirst = !this.#warned.has(about);
    this.#warned.add(about);
    return isFirst;
  }
}

async function ask(client: OzekiClient, hooks: RetryHooks): Promise<Inventory> {
  try {
    const extensions = await client.run("ListExtensions", ({ options }) => client.listExtensions(options), {
      ...hooks,
      maxRetries: MAX_RETRIES,
    });
    return { ids: new Set(extensions.map(({ id }) => id)) };
  } catch (error) {
    if (error instanceof LoginRefused || error instanceof AccessForbidden) {
      return { refusal: error };
    }
    if (error instanceof OzekiError) {
      return { unanswered: error };
    }
    if (error instanceof Interrupted) {
      return {};
    }
    throw error;
  }
}
