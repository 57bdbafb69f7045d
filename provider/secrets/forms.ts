import { isSecretName } from "./names";

// Bounded, so that a text of megabytes is read through once.
const LOGIN_IN_ADDRESS = /(?<![\w+.-])[a-z][\w+.-]{0,30}:(?:\/\/)?[^\s/@:]{0,200}:[^\s@/]{1,200}@/i;
const ASSIGNMENT = /(?<![\w.-])([A-Za-z][\w.-]{0,60})["']?\s{0,4}[=:]\s{0,4}["']?[^\s&;,"']/g;
const BEARER = /(?<!\w)Bearer\s{1,4}[\w+/.~=-]{6}/;
/** A key of a telephone, which a menu gives a meaning. */
const KEYPAD_NAME = /^keys?\d*$/i;
const KEYPAD_TEXT = /^\s*[\d*#A-D]{0,2}\s*$/;

/** Whether a name and the text under it look like a secret, by one or the other. */
export function looksSecret(name: string, text: string): boolean {
  return (isSecretName(name) && !isKeypadKey(name, text)) || holdsPassword(text);
}

/** Whether `key` means the key of a telephone here, as in `<Option key="1">`. */
export function isKeypadKey(name: string, text: string): boolean {
  return KEYPAD_NAME.test(name) && KEYPAD_TEXT.test(text);
}

/**
 * Whether a text shows a secret by its form: a login in an address (`sip://user:password@host`), an assignment to a name
 * that says so (`token=…`, `"password": "…"`), or what a request carries as its login.
 */
export function holdsPassword(text: string): boolean {
  return (
    LOGIN_IN_ADDRESS.test(text) ||
    BEARER.test(text) ||
    [...text.matchAll(ASSIGNMENT)].some(([, name = ""]) => !KEYPAD_NAME.test(name) && isSecretName(name))
  );
}

/**
 * Whether a text is itself a name that says of something beside it that it is a secret, as in
 * `<Setting name="Password" value="…"/>`.
 */
export function namesSecret(text: string): boolean {
  const name = text.trim();
  return /^[A-Za-z][\w.:-]{0,60}$/.test(name) && !KEYPAD_NAME.test(name) && isSecretName(name);
}

/** What `pulumi-ozeki list` and `show` put in the place of a secret. */
export const MASK = "********";

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
