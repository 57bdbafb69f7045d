import type { Context } from "./context";
import { create as createUnexplained } from "./create";
import type { Declared, Held } from "./declared";
import { remove as removeUnexplained } from "./delete";
import { explained } from "./explained";
import type { Kind } from "./kind";
import type { Sought } from "./lookUp";
import { lookUp as lookUpUnexplained, readDeclared as readDeclaredUnexplained } from "./lookUp";
import { read as readUnexplained } from "./read";
import { update as updateUnexplained } from "./update";

/** {@link createUnexplained}, with errors that say what to do next. */
export function create<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  inputs: Inputs,
): Promise<Held<Inputs>> {
  return explained("create", kind, inputs.extensionId, () => createUnexplained(context, kind, inputs));
}

/** {@link readUnexplained}, with errors that say what to do next. */
export function read<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  state: Held<Inputs>,
): Promise<Held<Inputs> | undefined> {
  return explained("read", kind, state.extensionId, () => readUnexplained(context, kind, state));
}

/** {@link updateUnexplained}, with errors that say what to do next. */
export function update<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  olds: Held<Inputs>,
  news: Inputs,
): Promise<Held<Inputs>> {
  return explained("update", kind, news.extensionId, () => updateUnexplained(context, kind, olds, news));
}

/** {@link removeUnexplained}, with errors that say what to do next. */
export function remove<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  state: Held<Inputs>,
): Promise<void> {
  return explained("delete", kind, state.extensionId, () => removeUnexplained(context, kind, state));
}

/** {@link lookUpUnexplained}, with errors that say what to do next. */
export function lookUp<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  sought: Sought,
): Promise<Held<Inputs> | undefined> {
  return explained("look up", kind, sought.extensionId, () => lookUpUnexplained(context, kind, sought));
}

/** {@link readDeclaredUnexplained}, with errors that say what to do next. */
export function readDeclared<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  inputs: Inputs,
): Promise<Held<Inputs> | undefined> {
  return explained("read", kind, inputs.extensionId, () => readDeclaredUnexplained(context, kind, inputs));
}
