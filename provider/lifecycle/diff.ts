import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { isUnknown } from "../types/unknown";
import type { CheckContext, Scope } from "./context";

/** Whether a resource changes, and which changes replace it. */
export interface DiffResult {
  changes: boolean;
  /**
   * Properties that differ, as paths such as `elements.Codec`. Empty where only the PBX's address, or nothing, differs.
   */
  changed: string[];
  /** Those of them that replace the resource. */
  replaces: string[];
  /** Whether a replacement must delete the old extension first, because both have one ID. */
  deleteBeforeReplace: boolean;
}

/**
 * Compares what is managed, and nothing else. Sends no request.
 *
 * @param olds - the state as the last run, or a refresh, left it
 * @param news - the inputs of this run, as check returned them
 */
export function diff({ type, context }: Scope<CheckContext>, olds: ResourceState, news: ResourceInputs): DiffResult {
  const place = isUnknown(news.connection) ? undefined : context.locate(news.connection);
  const pbx = place !== undefined && "pbx" in place ? place.pbx : undefined;
  const moving = movingProperties(olds, news, pbx);
  const replacing = type.replaceProperties(olds, news);
  const replaces = [...moving, ...replacing];
  if (olds.pbx !== undefined) {
    context.claims.hold(olds.pbx, olds.extensionId);
  }
  if (replaces.length === 0 && pbx !== undefined && !context.claims.keep(pbx, news.extensionId, context.owner)) {
    // Another resource declares it too. The update reports it: the SDK prints an error of diff with a stack trace of its own.
    return { changes: true, changed: ["extensionId"], replaces: [], deleteBeforeReplace: true };
  }
  const isRefresh = pbx !== undefined && !context.claims.isDeclared(pbx, news.extensionId);
  const changed = [
    ...replaces,
    ...(news.connection !== olds.connection && !replaces.includes("connection") ? ["connection"] : []),
    ...type.changed(olds, news, isRefresh),
  ];
  return {
    changes: changed.length > 0 || pbx !== olds.pbx,
    changed,
    replaces,
    // A resource that moves to another ID or PBX does not collide with itself: its old phone stays until the new one
    // exists. All others are replaced because of their type, or by the option `replaceOnChanges`.
    deleteBeforeReplace: moving.length === 0 && changed.length > 0,
  };
}

/** The changed properties that move the extension to another ID or PBX. */
function movingProperties(olds: ResourceState, news: ResourceInputs, pbx: string | undefined): string[] {
  const properties: string[] = [];
  if (news.extensionId !== olds.extensionId) {
    properties.push("extensionId");
  }
  // The same connection at another address is the same PBX, moved: update verifies the extension there.
  // Another connection that points to another PBX is another phone.
  if (news.connection !== olds.connection && olds.pbx !== undefined && pbx !== olds.pbx) {
    properties.push("connection");
  }
  return properties;
}
