import type { ConfigXml, OzekiClient, RequestOptions } from "../api";
import { ConfigNotFound } from "../api/errors";
import type { ResourceState } from "../types/resourceState";
import type { Context, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { OtherPbx } from "./errors";
import { assertKnownType, assertNotUnconfirmedElsewhere, assertSameExtension } from "./reconcileExisting";

/**
 * Reads what the state manages of an extension.
 *
 * @returns undefined where the PBX that the state names has no such extension. Every other failure is thrown: a PBX
 * that is down, or a wrong address, must not empty a stack.
 * @throws OtherPbx where another PBX than the state's has no such extension, or a different one
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX
 * @throws OtherKnownType where it is of another type
 */
export async function read(scope: Scope, state: ResourceState): Promise<ResourceState | undefined> {
  const onThisPbx = onPbx(scope, state.connection);
  const { type, context, client } = onThisPbx;
  assertNotUnconfirmedElsewhere(state, client.pbx);
  const found = await readWithRetries(onThisPbx, state.extensionId);
  if (found === undefined) {
    if (state.pbx !== undefined && state.pbx !== client.pbx) {
      throw new OtherPbx(state.pbx, client.pbx, state.extensionId, "which has no such extension");
    }
    return undefined;
  }
  assertKnownType(type, found, state, client.pbx);
  if (state.pbx === undefined) {
    // Still unconfirmed: the next update decides whether this stack created it. Until then nothing of it may get into
    // the state, or a foreign extension would look like our own.
    return state;
  }
  const present = type.flatten(found, state, client.pbx);
  if (state.pbx !== client.pbx) {
    assertSameExtension(type, state.pbx, state, present);
  }
  const notice = type.driftNotice(state, present, client.pbx);
  if (notice !== undefined) {
    context.log.info(notice);
  }
  return type.afterRefresh(state, present);
}

/**
 * Reads an extension in one attempt of an operation.
 *
 * @returns undefined where the PBX has no extension with that ID (code 701); every other failure is thrown
 */
export async function readExtension(
  client: OzekiClient,
  extensionId: string,
  options: RequestOptions,
): Promise<ConfigXml | undefined> {
  try {
    return await client.getConfig(extensionId, options);
  } catch (error) {
    if (error instanceof ConfigNotFound) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Reads an extension as an operation of its own, which is repeated where the network fails.
 *
 * @returns undefined where the PBX has no extension with that ID (code 701); every other failure is thrown
 */
export function readWithRetries(
  { context, client }: { context: Context; client: OzekiClient },
  extensionId: string,
): Promise<ConfigXml | undefined> {
  return client.run(
    "GetConfig",
    ({ options }) => readExtension(client, extensionId, options),
    reportRetries(context, client),
  );
}
