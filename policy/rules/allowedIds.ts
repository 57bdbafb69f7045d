import { matchIdRanges } from "../idRanges";
import { nameOf } from "./phrases";
import type { ExtensionRule } from "./rule";

export const allowedIds: ExtensionRule = {
  name: "allowed-ids",
  description: "An extension whose ID is outside of the ranges of this stack",
  level: "mandatory",
  keys: {
    ids: { type: "ids", description: "the IDs that this stack may declare", example: ["1000-1999", "20??", "600"] },
  },
  violation({ extensionId, ...extension }, { ids = [] }) {
    return extensionId === undefined || matchIdRanges(ids)(extensionId)
      ? undefined
      : `The ID of ${nameOf({ extensionId, ...extension })} is not allowed in this stack. Allowed are ${ids.join(", ")}: change \`extensionId\`, or \`ids\` of the policy allowed-ids.`;
  },
};
