import type { FunctionDescriptor } from "../../functions/descriptor";
import { getExtensionDescriptor } from "../../functions/getExtension";
import { getSipExtensionDescriptor } from "../../functions/getSipExtension";
import { listActiveCallsDescriptor } from "../../functions/listActiveCalls";
import { listExtensionsDescriptor } from "../../functions/listExtensions";
import { listExtensionTypesDescriptor } from "../../functions/listExtensionTypes";
import { nativeToken } from "../../types/tokens";

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
