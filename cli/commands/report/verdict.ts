import { escapeControlChars } from "../../../provider/api/display";
import { counted } from "../../shared/terminal";
import type { Report } from "./reportModel";

/** Whether the PBX and the stack differ, in one or two sentences. */
export function verdict({ stack, isDifferent, areSecretsCompared, counts }: Report): string {
  const secrets = areSecretsCompared === false ? [SECRETS_NOT_COMPARED] : [];
  const unread =
    counts.unreadable === 0 ? [] : [`${counted(counts.unreadable, "extension")} could not be read or compared`];
  if (stack === null) {
    return [...unread, NOT_COMPARED].map((sentence) => `${sentence}.`).join(" ");
  }
  const name = `stack ${escapeControlChars(stack)}`;
  const differing = [
    ...(counts.drifted === 0 ? [] : [`${counts.drifted} changed on the PBX`]),
    ...(counts.strangers === 0 ? [] : [`${counts.strangers} not in the stack`]),
    ...(counts.missing === 0 ? [] : [`${counts.missing} missing on the PBX`]),
    ...unread,
  ];
  const sentence = isDifferent ? `The PBX and ${name} differ: ${differing.join(", ")}` : `The PBX and ${name} agree`;
  return [sentence, ...secrets].map((each) => `${each}.`).join(" ");
}

const NOT_COMPARED = "No stack was compared: --stack names one";
/** What a report says where the passphrase of the stack was not there. */
const SECRETS_NOT_COMPARED =
  "Passwords and other secrets of the stack were not compared: its passphrase is not set (PULUMI_CONFIG_PASSPHRASE)";
