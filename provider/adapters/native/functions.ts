import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { OzekiClient } from "../../api";
import type { FunctionDescriptor } from "../../functions/descriptor";
import { getExtensionDescriptor } from "../../functions/getExtension";
import { getSipExtensionDescriptor } from "../../functions/getSipExtension";
import { listActiveCallsDescriptor } from "../../functions/listActiveCalls";
import { listExtensionsDescriptor } from "../../functions/listExtensions";
import { listExtensionTypesDescriptor } from "../../functions/listExtensionTypes";
import { checkArguments } from "../../functions/reading";
import type { Context } from "../../lifecycle/context";
import { reportRetries } from "../../lifecycle/context";
import { withoutMissing } from "../../secrets/properties";
import { nativeToken } from "../../types/tokens";
import { unimplemented } from "./failure";
import { fromStruct, toStruct } from "./struct";

/** The lists that are being read, by PBX: a list has megabytes, and its message takes hundreds of them. */
const listsUnderWay = new WeakMap<OzekiClient, Map<string, Promise<messages.InvokeResponse>>>();

/** A function as the native plugin calls it: with arguments that `checkArguments` has accepted. */
type NativeFunction = FunctionDescriptor<object, unknown>;

/** The functions of the native plugin, by their tokens. */
export const nativeFunctions: Readonly<Record<string, NativeFunction>> = Object.fromEntries(
  [
    getExtensionDescriptor,
    getSipExtensionDescriptor,
    listExtensionsDescriptor,
    listExtensionTypesDescriptor,
    listActiveCallsDescriptor,
  ].map((descriptor) => [nativeToken(descriptor.name), descriptor as NativeFunction]),
);

/**
 * The method Invoke: calls a function. The engine does so once all its arguments are known.
 *
 * @throws Failure for a function that this plugin does not have
 */
export async function callFunction(
  context: Context,
  request: messages.InvokeRequest,
): Promise<messages.InvokeResponse> {
  const descriptor = Object.hasOwn(nativeFunctions, request.getTok()) ? nativeFunctions[request.getTok()] : undefined;
  if (descriptor === undefined) {
    throw unimplemented(`The function ${request.getTok()}`);
  }
  const args = withoutMissing(fromStruct(request.getArgs()).properties);
  const { extensionId, ...options } = args;
  checkArguments(descriptor, descriptor.args.includes("extensionId") ? options : args, extensionId);
  const client = context.clientFor(args.connection as string | undefined);
  return typeof descriptor.result === "string"
    ? sharedList(context, client, descriptor, args)
    : answerOf(context, client, descriptor, args);
}

/** A list that equal calls share which come while it is being read, unless this process has written to the PBX since it began. */
function sharedList(
  context: Context,
  client: OzekiClient,
  descriptor: NativeFunction,
  args: object,
): Promise<messages.InvokeResponse> {
  const lists = listsUnderWay.get(client) ?? new Map<string, Promise<messages.InvokeResponse>>();
  listsUnderWay.set(client, lists);
  const call = JSON.stringify([descriptor.name, args, client.writes]);
  const list = lists.get(call) ?? answerOf(context, client, descriptor, args).finally(() => lists.delete(call));
  lists.set(call, list);
  return list;
}

async function answerOf(
  context: Context,
  client: OzekiClient,
  descriptor: NativeFunction,
  args: object,
): Promise<messages.InvokeResponse> {
  const found = await descriptor.run(client, args, { hooks: reportRetries(context, client) });
  const result = typeof descriptor.result === "string" ? { [descriptor.result]: found } : (found as object);
  const secrets = Object.fromEntries(descriptor.secrets.map((name) => [name, true as const]));
  const bytes = new messages.InvokeResponse().setReturn(toStruct(result, secrets)).serializeBinary();
  // Written once, however many calls share the answer.
  return Object.assign(new messages.InvokeResponse(), { serializeBinary: () => bytes });
}
