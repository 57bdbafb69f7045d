import { isSecretName } from "./names";
import { holdsPassword, namesSecret } from "./texts";

const NAMES = /<([^\s<>/="'!?]{1,100})|([^\s<>/="']{1,100})\s{0,4}=\s{0,4}["']/g;
const TEXTS = /[>"']([^<>"']{1,100})(?=[<"'])/g;

const KEYPAD_KEY =
  /\bkey\d{0,2}\s{0,4}=\s{0,4}(?:"[\d*#A-D]{0,2}"|'[\d*#A-D]{0,2}')|<(keys?\d{0,2})>\s{0,4}[\d*#A-D]{0,2}\s{0,4}<\/\1>/gi;

/**
 * Whether XML may hold a secret, by the names and the texts in it. It reads no XML, so that programs need not load what
 * does, and takes rather too much for a secret than too little.
 */
export function xmlMayHoldSecret(given: string): boolean {
  const xml = given.replace(KEYPAD_KEY, "");
  return (
    [...xml.matchAll(NAMES)].some(([, element, attribute]) => isSecretName(element ?? attribute ?? "")) ||
    [...xml.matchAll(TEXTS)].some(([, text = ""]) => namesSecret(text)) ||
    holdsPassword(xml)
  );
}
