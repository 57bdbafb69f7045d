import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { NewerState } from "./errors";

/** Converts a state of one shape to the next. */
export type Migration = (state: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * The migrations, the first from shape 1 to 2. There is one shape so far, so there are none. A change of the shape adds
 * a step here; from then on what create, read and update return has the number in `stateShape`.
 */
const migrations: readonly Migration[] = [];

/**
 * Converts a state of the engine to the present shape. A state without a number has shape 1.
 *
 * @param stored - the outputs of a resource, written by any version of this package
 * @throws NewerState where a newer version of this package wrote it
 */
export function currentState<Inputs extends ResourceInputs>(
  stored: Readonly<Record<string, unknown>>,
  steps = migrations,
): ResourceState<Inputs> {
  const { stateShape = 1, ...properties } = stored;
  const current = steps.length + 1;
  if (typeof stateShape !== "number" || stateShape > current || stateShape < 1) {
    throw new NewerState(String(stored.extensionId), String(stateShape), current);
  }
  const migrated = steps
    .slice(stateShape - 1)
    .reduce<Readonly<Record<string, unknown>>>((state, step) => step(state), properties);
  return migrated as Record<string, unknown> & ResourceState<Inputs>;
}
