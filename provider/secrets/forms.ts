import { isSecretName } from "./names";

// Bounded, so that a string of megabytes is read once.
const LOGIN_IN_ADDRESS = /(?<![\w+.-])[a-z][\w+.-]{0,30}:(?:\/\/)?[^\s/@:]{0,200}:[^\s@/]{1,200}@/i;
const ASSIGNMENT = /(?<![\w.-])([A-Za-z][\w.-]{0,60})["']?\s{0,4}[=:]\s{0,4}["']?[^\s&;,"']/g;
const BEARER = /(?<!\w)Bearer\s{1,4}[\w+/.~=-]{6}/;
/** A key of a phone, as menus use it. */
const KEYPAD_NAME = /^keys?\d*$/i;
const KEYPAD_TEXT = /^\s*[\d*#A-D]{0,2}\s*$/;

/** Whether a name or the text under it looks like a secret. */
export function looksSecret(name: string, text: string): boolean {
  return (isSecretName(name) && !isKeypadKey(name, text)) || holdsPassword(text);
}

/** Whether `key` means the key of a phone, as in `<Option key="1">`. */
export function isKeypadKey(name: string, text: string): boolean {
  return KEYPAD_NAME.test(name) && KEYPAD_TEXT.test(text);
}

/**
 * Whether a string has the form of a secret: a login in an address (`sip://user:password@host`), an assignment to a
 * secret name (`token=…`, `"password": "…"`), or the login of a request.
 */
export function holdsPassword(text: string): boolean {
  return (
    LOGIN_IN_ADDRESS.test(text) ||
    BEARER.test(text) ||
    [...text.matchAll(ASSIGNMENT)].some(([, name = ""]) => !KEYPAD_NAME.test(name) && isSecretName(name))
  );
}

/**
 * Whether a string is itself the name of a secret beside it, as in `<Setting name="Password" value="…"/>`.
 */
export function namesSecret(text: string): boolean {
  const name = text.trim();
  return /^[A-Za-z][\w.:-]{0,60}$/.test(name) && !KEYPAD_NAME.test(name) && isSecretName(name);
}

/** What `pulumi-ozeki list` and `show` print in place of a secret. */
export const MASK = "********";

const NAMES = /<([^\s<>/="'!?]{1,100})|([^\s<>/="']{1,100})\s{0,4}=\s{0,4}["']/g;
const TEXTS = /[>"']([^<>"']{1,100})(?=[<"'])/g;

const KEYPAD_KEY =
  /\bkey\d{0,2}\s{0,4}=\s{0,4}(?:"[\d*#A-D]{0,2}"|'[\d*#A-D]{0,2}')|<(keys?\d{0,2})>\s{0,4}[\d*#A-D]{0,2}\s{0,4}<\/\1>/gi;

/**
 * Whether XML may hold a secret, by the names and strings in it. It does not parse the XML, so that programs load no
 * parser; in doubt the answer is yes.
 */
export function xmlMayHoldSecret(given: string): boolean {
  const xml = given.replace(KEYPAD_KEY, "");
  return (
    [...xml.matchAll(NAMES)].some(([, element, attribute]) => isSecretName(element ?? attribute ?? "")) ||
    [...xml.matchAll(TEXTS)].some(([, text = ""]) => namesSecret(text)) ||
    holdsPassword(xml)
  );
}
