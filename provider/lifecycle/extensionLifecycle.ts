import type { CheckResult } from "./check";
import { check } from "./check";
import type { Context } from "./context";
import type { DiffResult } from "./diff";
import { diff } from "./diff";
import type { ImportTarget } from "./importExtension";
import type { Operation } from "./nextStep";
import { preview } from "./preview";
import type { ResourceInputs, ResourceState, ResourceType } from "./resourceType";
import type { ProgramInputs } from "./rules/validate";
import type { Scope } from "./scope";

/**
 * What Pulumi's operations mean for extensions of one resource type. Plain values in, plain values out.
 *
 * Errors leave it with the next step for the person who reads them: {@link withNextStep}.
 */
export class ExtensionLifecycle<Inputs extends ResourceInputs = ResourceInputs> {
  readonly #scope: Scope;

  constructor(type: ResourceType<Inputs>, context: Context) {
    this.#scope = { type, context };
  }

  /** {@inheritDoc check} */
  check(olds: ProgramInputs, news: ProgramInputs): CheckResult {
    return check(this.#scope, olds, news);
  }

  /** {@inheritDoc diff} */
  diff(olds: ResourceState<Inputs>, news: Inputs): DiffResult {
    return diff(this.#scope, olds, news);
  }

  /** What the state will hold after a create, as far as a preview can tell. Sends nothing. */
  previewCreate(news: Inputs): ProgramInputs {
    return preview(this.#scope, news);
  }

  /** What the state will hold after an update, as far as a preview can tell. Sends nothing. */
  previewUpdate(olds: ResourceState<Inputs>, news: Inputs): ProgramInputs {
    return preview(this.#scope, news, olds);
  }

  /** {@inheritDoc create} */
  create(inputs: Inputs): Promise<ResourceState<Inputs>> {
    return this.#run("create", inputs, ({ create }) => create(this.#scope, inputs));
  }

  /** {@inheritDoc read} */
  read(state: ResourceState<Inputs>): Promise<ResourceState<Inputs> | undefined> {
    return this.#run("read", state, ({ read }) => read(this.#scope, state));
  }

  /** {@inheritDoc update} */
  update(olds: ResourceState<Inputs>, news: Inputs): Promise<ResourceState<Inputs>> {
    return this.#run("update", news, ({ update }) => update(this.#scope, olds, news));
  }

  /** {@inheritDoc remove} */
  delete(state: ResourceState<Inputs>): Promise<void> {
    return this.#run("delete", state, ({ remove }) => remove(this.#scope, state));
  }

  /** {@inheritDoc importExtension} */
  importExtension(target: ImportTarget): Promise<ResourceState<Inputs> | undefined> {
    return this.#run("look up", target, ({ importExtension }) => importExtension(this.#scope, target));
  }

  /** {@inheritDoc importDeclared} */
  importDeclared(inputs: Inputs): Promise<ResourceState<Inputs> | undefined> {
    return this.#run("read", inputs, ({ importDeclared }) => importDeclared(this.#scope, inputs));
  }

  async #run<Outcome>(
    operation: Operation,
    { extensionId }: { extensionId: string },
    run: (loaded: Operations) => Promise<unknown>,
  ): Promise<Outcome> {
    const loaded = operations();
    // The type of the scope makes states of its own inputs only.
    return (await loaded.withNextStep(operation, this.#scope.type, extensionId, () => run(loaded))) as Outcome;
  }
}

type Operations = typeof import("./operations");

/** Loaded when first needed: a preview runs check and diff only, and they need no HTTP and no XML library. */
function operations(): Operations {
  return require("./operations");
}
