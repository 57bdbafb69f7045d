import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../../secrets/properties";
import { isRecord } from "../../secrets/properties";

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
  const names = namesIn(changed);
  const wasThere = valueAt(olds, names) !== undefined;
  const isThere = valueAt(news, names) !== undefined;
  const isReplaced = replaces.includes(changed);
  const diff = new PropertyDiff();
  if (!wasThere) {
    diff.setKind(isReplaced ? Kind.ADD_REPLACE : Kind.ADD);
  } else if (!isThere) {
    diff.setKind(isReplaced ? Kind.DELETE_REPLACE : Kind.DELETE);
  } else {
    diff.setKind(isReplaced ? Kind.UPDATE_REPLACE : Kind.UPDATE);
  }
  return { path: pathOf(names), diff };
}

/** Only `elements` has names below it, and an element's name may have dots of its own. */
function namesIn(changed: string): string[] {
  const dot = changed.indexOf(".");
  return dot === -1 ? [changed] : [changed.slice(0, dot), changed.slice(dot + 1)];
}

function pathOf([property = "", name]: string[]): string {
  if (name === undefined) {
    return property;
  }
  return SIMPLE_NAME.test(name) ? `${property}.${name}` : `${property}["${name}"]`;
}

function valueAt(properties: Properties, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    properties,
  );
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
  response.setDiffsList([...new Set(changed.map((path) => path.split(".", 1)[0] ?? path))]);
  response.setHasdetaileddiff(true);
  for (const { path, diff: property } of changed.map((name) => propertyChange(name, replaces, olds, news))) {
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}
