import type { Context } from "./context";
import { create as createUnexplained } from "./create";
import { remove as removeUnexplained } from "./delete";
import { explained } from "./explained";
import type { Inputs, State } from "./inputs";
import { read as readUnexplained } from "./read";
import { update as updateUnexplained } from "./update";

/** {@link createUnexplained}, with errors that say what to do next. */
export function create(context: Context, inputs: Inputs): Promise<State> {
  return explained("create", inputs.extensionId, () => createUnexplained(context, inputs));
}

/** {@link readUnexplained}, with errors that say what to do next. */
export function read(context: Context, state: State): Promise<State | undefined> {
  return explained("read", state.extensionId, () => readUnexplained(context, state));
}

/** {@link updateUnexplained}, with errors that say what to do next. */
export function update(context: Context, olds: State, news: Inputs): Promise<State> {
  return explained("update", news.extensionId, () => updateUnexplained(context, olds, news));
}

/** {@link removeUnexplained}, with errors that say what to do next. */
export function remove(context: Context, state: State): Promise<void> {
  return explained("delete", state.extensionId, () => removeUnexplained(context, state));
}
