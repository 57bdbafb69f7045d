import type { ResourceInputs, ResourceState } from "../types/resourceType";
import { NewerState } from "./errors";

/** Makes a state of one shape into one of the next. */
export type Migration = (state: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * The way from shape to shape, the first from 1 to 2. There is one shape so far, so no way. Whoever changes the shape adds
 * a step here, and from then on what create, read and update return carries the number in `stateShape`.
 */
const migrations: readonly Migration[] = [];

/**
 * Brings a state that the engine hands over to today's shape. A state without a number is of shape 1.
 *
 * @param stored - the outputs of a resource, from whatever version of this package
 * @param steps - the way from shape to shape
 * @throws NewerState where a newer version of this package made it
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
