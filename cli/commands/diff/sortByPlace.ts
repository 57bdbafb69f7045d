import type { ExtensionSummary } from "../../../provider/api";
import { groupBy } from "../../shared/groupBy";
import type { SelectionOptions } from "../../shared/selection";
import { select } from "../../shared/selection";
import type { StackExtension } from "../../shared/stackExtensions";

/** The chosen extensions of a PBX and of a stack, by where they are. */
export interface SortedByPlace {
  /** Those that only the PBX has. */
  readonly strangers: ExtensionSummary[];
  /** Those that only the state has. */
  readonly missing: StackExtension[];
  /** Those of the PBX that the state has, too. */
  readonly shared: ExtensionSummary[];
}

/** Sorts extensions into those that only one of the two has, and those that both have. */
export function sortByPlace(
  onPbx: readonly ExtensionSummary[],
  inState: readonly StackExtension[],
  options: SelectionOptions,
): SortedByPlace {
  const known = new Set(inState.map(({ id }) => id));
  const present = new Set(onPbx.map(({ id }) => id));
  const chosen = select(onPbx, options);
  return {
    strangers: chosen.filter(({ id }) => !known.has(id)),
    // A type is the PBX's word: the state has names of resources.
    missing: select(
      inState.map((extension) => ({ ...extension, type: "" })),
      { ...options, type: undefined },
    ).filter(({ id }) => !present.has(id)),
    shared: chosen.filter(({ id }) => known.has(id)),
  };
}

/** The extensions of a stack by their IDs: several resources may manage one. */
export function groupById(inState: readonly StackExtension[]): ReadonlyMap<string, StackExtension[]> {
  return groupBy(inState, ({ id }) => id);
}
