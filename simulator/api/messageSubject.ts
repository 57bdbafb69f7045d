import type { PbxState } from "../pbxState";
import type { ApiRequest } from "./apiRequest";

/** What stands for `{0}` in the messages of 701 and 702. */
export function messageSubject(pbx: PbxState, request: ApiRequest): string {
  switch (pbx.switches.messageSubject) {
    case "parameter":
      return request.given("ExtensionType") ?? request.given("ExtensionId") ?? "";
    case "extensionId":
      return request.extensionId ?? "";
    case "nothing":
      return "";
  }
}
