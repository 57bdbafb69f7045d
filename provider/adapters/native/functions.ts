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

/**
 * The calls that are under way, by PBX, function and arguments. A call that comes meanwhile shares the answer: a list of a PBX may have
 * megabytes, and its message takes hundreds of them.
 */
const callsUnderWay = new WeakMap<OzekiClient, Map<string, Promise<messages.InvokeResponse>>>();

/** A function as the native plugin calls it: with arguments that `checkArguments` has accepted. */
export type NativeFunction = FunctionDescriptor<object, unknown>;

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
  const calls = callsUnderWay.get(client) ?? new Map<string, Promise<messages.InvokeResponse>>();
  callsUnderWay.set(client, calls);
  const call = JSON.stringify([descriptor.name, args]);
  const answer = calls.get(call) ?? answerOf(context, client, descriptor, args).finally(() => calls.delete(call));
  calls.set(call, answer);
  return answer;
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
  // All calls that share the answer send these bytes.
  return Object.assign(new messages.InvokeResponse(), { serializeBinary: () => bytes });
}
