import { byId } from "../../../provider/types/idOrder";
import { nativeToken } from "../../../provider/types/tokens";
import { jsonText } from "../../shared/json";
import { resourceName } from "./resourceName";
import type { Survey } from "./survey";

/**
 * The file that `pulumi import --file` takes for resources of the native plugin: Pulumi itself reads the extensions. There is no
 * secret in it.
 */
export function pulumiImportFile({ phones, others }: Survey, withOthers: boolean): string {
  const resources = [
    ...[...phones].sort(byId).map(({ id }) => entry("SipExtension", id)),
    ...(withOthers ? [...others].sort(byId) : []).map(({ id }) => entry("Extension", id)),
  ];
  return `${jsonText({ resources })}\n`;
}

function entry(type: string, id: string): { type: string; name: string; id: string } {
  return { type: nativeToken(type), name: resourceName(id), id };
}
