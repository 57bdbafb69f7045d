import { OzekiError, PbxUnavailable } from "../api/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { ResourceType } from "../types/resourceType";
import type { ProgramInputs } from "../types/validate";
import type { Operation } from "./advice";
import type { CheckResult } from "./check";
import { check, validate } from "./check";
import type { Context, Scope } from "./context";
import { create } from "./create";
import { deleteExtension } from "./delete";
import type { DiffResult } from "./diff";
import { diff } from "./diff";
import { Interrupted, OperationFailed, Stopped } from "./errors";
import type { ImportTarget } from "./importExtension";
import { importDeclared, importExtension } from "./importExtension";
import { preview } from "./preview";
import { read } from "./read";
import { update } from "./update";

/**
 * What Pulumi's operations mean for extensions of one resource type. Plain values in, plain values out.
 *
 * Where the PBX refuses or does not answer, the error ends with the next step for the user: {@link withNextStep}.
 */
export class ExtensionLifecycle<Inputs extends ResourceInputs = ResourceInputs> {
  readonly #scope: Scope;

  constructor(type: ResourceType<Inputs>, context: Context) {
    this.#scope = { type, context };
  }

  /** {@inheritDoc check} */
  check(olds: ProgramInputs, news: ProgramInputs): Promise<CheckResult> {
    return check(this.#scope, olds, news);
  }

  /** {@inheritDoc validate} */
  validate(olds: ProgramInputs, news: ProgramInputs): CheckResult {
    return validate(this.#scope, olds, news);
  }

  /** {@inheritDoc diff} */
  diff(olds: ResourceState<Inputs>, news: Inputs): DiffResult {
    return diff(this.#scope, olds, news);
  }

  /** What the state will hold after a create, as far as a preview can know it. Sends no request. */
  previewCreate(news: Inputs): ProgramInputs {
    return preview(this.#scope, news);
  }

  /** What the state will hold after an update, as far as a preview can know it. Sends no request. */
  previewUpdate(olds: ResourceState<Inputs>, news: Inputs): ProgramInputs {
    return preview(this.#scope, news, olds);
  }

  /** {@inheritDoc create} */
  create(inputs: Inputs): Promise<ResourceState<Inputs>> {
    return this.#run("create", inputs, () => create(this.#scope, inputs));
  }

  /**
   * {@inheritDoc read}
   *
   * While the PBX is off, and an operation of this run has failed with the explanation, the state is returned as it is, and
   * reported with others in one line: the run fails anyway, and the engine would print six lines for each further error.
   */
  read(state: ResourceState<Inputs>): Promise<ResourceState<Inputs> | undefined> {
    const { context } = this.#scope;
    return this.#run("read", state, async () => {
      try {
        return await read(this.#scope, state);
      } catch (error) {
        if (!(error instanceof PbxUnavailable && context.outages.hasFailed(error.subject.pbx))) {
          throw error;
        }
        await context.outages.reportUnread(state.extensionId, error, context);
        return state;
      }
    });
  }

  /** {@inheritDoc update} */
  update(olds: ResourceState<Inputs>, news: Inputs): Promise<ResourceState<Inputs>> {
    return this.#run("update", news, () => update(this.#scope, olds, news));
  }

  /** {@inheritDoc deleteExtension} */
  delete(state: ResourceState<Inputs>): Promise<void> {
    return this.#run("delete", state, () => deleteExtension(this.#scope, state));
  }

  /** {@inheritDoc importExtension} */
  importExtension(target: ImportTarget): Promise<ResourceState<Inputs> | undefined> {
    return this.#run("import", target, () => importExtension(this.#scope, target));
  }

  /** {@inheritDoc importDeclared} */
  importDeclared(inputs: Inputs): Promise<ResourceState<Inputs> | undefined> {
    return this.#run("import", inputs, () => importDeclared(this.#scope, inputs));
  }

  async #run<Outcome>(
    operation: Operation,
    { extensionId }: { extensionId: string },
    run: () => Promise<unknown>,
  ): Promise<Outcome> {
    try {
      // The resource type of the scope returns states of its own inputs only.
      return (await withNextStep(operation, this.#scope.type, extensionId, run)) as Outcome;
    } catch (error) {
      if (error instanceof OperationFailed) {
        this.#scope.context.outages.noteFailure(error.pbx);
      }
      throw error;
    }
  }
}

/**
 * Runs an operation, and adds the next step to an error of the API.
 *
 * @throws OperationFailed where the PBX refused or did not answer
 * @throws Stopped where the context's signal was aborted
 */
export async function withNextStep<Result>(
  operation: Operation,
  { invalidConfigHint }: { invalidConfigHint: string },
  extensionId: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OzekiError) {
      throw new OperationFailed(operation, extensionId, error, invalidConfigHint);
    }
    if (error instanceof Interrupted) {
      throw new Stopped(operation, extensionId, error);
    }
    throw error;
  }
}
