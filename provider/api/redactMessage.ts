import { commands } from "./commands";
import { displayId } from "./display";
import type { RequestSubject } from "./requestSubject";
import { statusCode } from "./statusCodes";

// Longer than any documented message. The pattern below would take hours for a message that fills a reply.
const MAX_MESSAGE_LENGTH = 512;
const PLACEHOLDER = /\{\d\}/g;

// What the PBX may fill into its documented messages without disclosing a secret.
const harmlessWords: ReadonlySet<string> = new Set([
  ...commands,
  "SIP",
  "command",
  "Command",
  "ExtensionType",
  "ExtensionId",
  "ConfigXML",
  "ConfigXml",
  "Username",
  "Password",
]);

/**
 * The Message of a reply, as far as it may be shown. A PBX may repeat in it what it received, passwords included: so
 * only a documented message is shown, with known words filled in.
 *
 * @returns the message, or the documented one without what was filled in, or undefined for a code that is not
 * documented
 */
export function redactMessage(subject: RequestSubject, code: number, message: string): string | undefined {
  const documented = statusCode(code)?.message;
  if (documented === undefined) {
    return undefined;
  }
  const emptied = documented.replaceAll(PLACEHOLDER, "…");
  if (message.length > MAX_MESSAGE_LENGTH) {
    return emptied;
  }
  const pattern = documented.split(PLACEHOLDER).map(escapeRegExp).join("(.*?)");
  const filledIn = new RegExp(`^${pattern}$`, "s").exec(message)?.slice(1);
  // An ID that has to be escaped would break the message's line.
  const isShowableId = (word: string) => word === subject.extensionId && word === displayId(word);
  const isHarmless = (word: string) => harmlessWords.has(word) || isShowableId(word);
  return filledIn?.every(isHarmless) ? message : emptied;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
