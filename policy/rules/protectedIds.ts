import { matchIdRanges } from "../idRanges";
import { nameOf } from "./phrases";
import type { ExtensionRule } from "./rule";

export const protectedIds: ExtensionRule = {
  name: "protected-ids",
  description: "An extension that must not be deleted, without the resource option `protect`",
  level: "mandatory",
  keys: { ids: { type: "ids", description: "the IDs that must be protected", example: ["100", "112", "1000-1009"] } },
  violation({ extensionId, isProtected, ...extension }, { ids = [] }) {
    return isProtected || extensionId === undefined || !matchIdRanges(ids)(extensionId)
      ? undefined
      : `${capitalised(nameOf({ extensionId, ...extension }))} must not be deleted by mistake, and is not protected. Set the resource option \`protect: true\`.`;
  },
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
