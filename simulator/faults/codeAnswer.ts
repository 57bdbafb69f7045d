import type { Answer } from "../api/answer";
import { answer } from "../api/answer";
import type { ApiRequest } from "../api/apiRequest";
import { isStatusCode } from "../api/statusCodes";

/** The answer with a code, documented or not, to a request that is not looked at any further. */
export function codeAnswer(code: number, request: ApiRequest): Answer {
  if (!isStatusCode(code)) {
    return { code, message: "A code that nobody documented, made up by a fault" };
  }
  const command = request.command ?? "";
  switch (code) {
    case 300:
      return answer(code, ["request"]);
    case 301:
    case 303:
      return answer(code, [command]);
    case 302:
      return answer(code, ["ExtensionId", command]);
    case 701:
    case 702:
      return answer(code, [request.given("ExtensionType") ?? request.extensionId ?? ""]);
    default:
      return answer(code, [request.extensionId ?? "", "NotFound"]);
  }
}
