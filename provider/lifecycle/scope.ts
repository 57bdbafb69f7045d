import type { OzekiClient } from "../ozeki";
import type { CheckContext, Context } from "./context";
import type { ResourceType } from "./resourceType";

/** A resource type, and what an operation on an extension of it may use. */
export interface Scope<Allowed extends CheckContext = Context> {
  readonly type: ResourceType;
  readonly context: Allowed;
}

/** A scope of which the PBX is known. */
export interface PbxScope extends Scope {
  readonly client: OzekiClient;
}

/**
 * @param connection - the entry of `ozeki:connections` that the resource names, if any
 * @throws ConfigurationError where the configuration names no PBX or is malformed
 */
export function onPbx(scope: Scope, connection: string | undefined): PbxScope {
  return { ...scope, client: scope.context.clientFor(connection) };
}
