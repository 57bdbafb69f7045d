import { commands } from "./commands";
import { displayId } from "./display";
import type { RequestSubject } from "./requestSubject";
import { statusCode } from "./statusCodes";

// Longer than any documented message can get. The pattern below would take hours for one that fills a reply.
const MAX_MESSAGE_LENGTH = 512;
const PLACEHOLDER = /\{\d\}/g;

// What the PBX may fill into its documented messages without giving away a secret.
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
 * The Message of a reply, as far as it may be shown. A PBX may repeat in it what it was sent, passwords included: so
 * only a documented message goes through, filled with words that are known to be none.
 *
 * @returns the message, or the documented one without what was filled in, or nothing for a code that is not documented
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
  // One that is shown in another form than it has would break the message's line.
  const isShowableId = (word: string) => word === subject.extensionId && word === displayId(word);
  const isHarmless = (word: string) => harmlessWords.has(word) || isShowableId(word);
  return filledIn?.every(isHarmless) ? message : emptied;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
