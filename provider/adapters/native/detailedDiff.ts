import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../../secrets/properties";
import { namesIn, valueAt } from "../../secrets/properties";

const { Kind } = PropertyDiff;
const SIMPLE_NAME = /^[\w-]+$/;

/** A changed property for the engine: its path in the engine's form, and how it changed. */
export interface PropertyChange {
  path: string;
  diff: PropertyDiff;
}

/**
 * How a property changed.
 *
 * @param changed - a path of the lifecycle, such as `elements.Codec`
 * @param replaces - the paths that replace the extension
 */
export function propertyChange(
  changed: string,
  replaces: readonly string[],
  olds: Properties,
  news: Properties,
): PropertyChange {
  const wasThere = valueAt(olds, changed) !== undefined;
  const isThere = valueAt(news, changed) !== undefined;
  const isReplaced = replaces.includes(changed);
  const diff = new PropertyDiff();
  if (!wasThere) {
    diff.setKind(isReplaced ? Kind.ADD_REPLACE : Kind.ADD);
  } else if (!isThere) {
    diff.setKind(isReplaced ? Kind.DELETE_REPLACE : Kind.DELETE);
  } else {
    diff.setKind(isReplaced ? Kind.UPDATE_REPLACE : Kind.UPDATE);
  }
  return { path: pathOf(changed), diff };
}

/** A path in the engine's form. */
function pathOf(changed: string): string {
  const [property, name] = namesIn(changed);
  if (name === undefined) {
    return property;
  }
  return SIMPLE_NAME.test(name) ? `${property}.${name}` : `${property}["${name}"]`;
}

/** Adds the changes to a response, property by property. */
export function withChanges(
  response: DiffResponse,
  { changes, changed, replaces }: { changes: boolean; changed: readonly string[]; replaces: readonly string[] },
  olds: Properties,
  news: Properties,
): DiffResponse {
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDiffsList([...new Set(changed.map((path) => namesIn(path)[0]))]);
  response.setHasdetaileddiff(true);
  for (const { path, diff: property } of changed.map((name) => propertyChange(name, replaces, olds, news))) {
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}
