import type { LookUpOptions } from "../provider/lookUps/lookUp";
import type { Properties, Secrets } from "../provider/secrets/properties";

type Client = Parameters<ReturnType<typeof lookUps>["getExtension"]>[0];

/** A function of this plugin: a look-up. */
export interface FunctionType {
  /** The names of its arguments. */
  args: readonly string[];
  /** What of its result is a secret. */
  secrets: Secrets;
  /** Whether it looks one extension up. */
  isOfOne: boolean;
  run(client: Client, args: Properties, options: LookUpOptions): Promise<object>;
}

/** Loaded when first needed: most programs look nothing up. */
export function lookUps(): typeof import("../provider/lookUps") {
  return require("../provider/lookUps");
}

const idOf = ({ extensionId }: Properties) => extensionId as string;

/** The functions, by their tokens. */
export const functionTypes: Readonly<Record<string, FunctionType>> = {
  "ozeki:index:getExtension": {
    args: ["extensionId", "connection"],
    secrets: { secretElements: true, secretXml: true },
    isOfOne: true,
    run: (client, args, options) => lookUps().getExtension(client, idOf(args), options),
  },
  "ozeki:index:getSipExtension": {
    args: ["extensionId", "connection"],
    secrets: { password: true, secretElements: true },
    isOfOne: true,
    run: (client, args, options) => lookUps().getSipExtension(client, idOf(args), options),
  },
  "ozeki:index:listExtensions": {
    args: ["type", "match", "connection"],
    secrets: undefined,
    isOfOne: false,
    run: async (client, { type, match }, options) => {
      const filter = { ...(type != null && { type: String(type) }), ...(match != null && { match: String(match) }) };
      return { extensions: await lookUps().listExtensions(client, filter, options) };
    },
  },
  "ozeki:index:listExtensionTypes": {
    args: ["connection"],
    secrets: undefined,
    isOfOne: false,
    run: async (client, _args, options) => ({ types: await lookUps().listExtensionTypes(client, options) }),
  },
  "ozeki:index:listActiveCalls": {
    args: ["connection"],
    secrets: undefined,
    isOfOne: false,
    run: async (client, _args, options) => ({ calls: await lookUps().listActiveCalls(client, options) }),
  },
};
