import { isSecretName } from "./names";

// Bounded, so that a string of megabytes is read once.
const LOGIN_IN_ADDRESS = /(?<![\w+.-])[a-z][\w+.-]{0,30}:(?:\/\/)?[^\s/@:]{0,200}:[^\s@/]{1,200}@/i;
/** In an address of the web, what is before the @ is a token; in one of SIP or of mail it is a name. */
const TOKEN_IN_ADDRESS = /(?<![\w+.-])(?:https?|wss?|ftps?):\/\/[^\s/@:]{1,200}:?@/i;
const ASSIGNMENT =
  /(?<![\p{L}\p{N}_.-])-{0,2}(\p{L}[\p{L}\p{M}\p{N}_.-]{0,60})["']?\s{0,4}[=:＝：]\s{0,4}["']?[^\s&;,"']/gu;
/** `PIN 1234`, as in a description: a secret's name, and what has a digit. */
const NAMED_VALUE = /(?<![\p{L}\p{N}_.-])(\p{L}[\p{L}\p{M}\p{N}_.-]{0,60})\s{1,4}(?=\S{0,40}\d)\S{4}/gu;
/** `<Password>x`, as text that is not parsed. */
const TAG = /<(\p{L}[\p{L}\p{M}\p{N}_.-]{0,60})(?:\s[^<>]{0,200})?>[^<\s]/gu;
/** `-u name:password` of curl and wget. */
const LOGIN_OPTION = /(?<!\S)(?:-u|--user)[\s=]{1,4}["']?[^\s:"']{1,200}:[^\s"']/;
/** `--password x`, as in the command of a script. */
const OPTION = /(?<!\S)-{1,2}(\p{L}[\p{L}\p{M}\p{N}_-]{0,60})\s{1,4}[^\s-]/gu;
const BEARER = /(?<!\w)Bearer\s{1,4}[\w+/.~=-]{6}/;
const BASIC = /(?<!\w)Basic\s{1,4}([A-Za-z\d+/]{4,400}={0,2})/;
/** The beginning of every JSON Web Token: `{"` in base64, and its second part. */
const WEB_TOKEN = /(?<!\w)eyJ[\w-]{8,1000}\.eyJ/;
/** The prefixes by which GitHub, GitLab, AWS, Slack, Stripe and Google mark their tokens (as gitleaks knows them). */
const SERVICE_TOKEN =
  /(?<!\w)(?:gh[oprsu]_\w{30}|github_pat_\w{20}|glpat-[\w-]{20}|A(?:KIA|SIA)[A-Z\d]{16}|xox[abeprs]-[\w-]{10}|[rs]k_live_\w{10}|AIza[\w-]{30})/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/;
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
 * Whether a string has the form of a secret: a login in an address (`sip://user:password@host`, `https://token@host`), an
 * assignment to a secret name (`token=…`, `"password": "…"`), an option of a command (`--password …`), the login of a
 * request, a token or a private key.
 */
export function holdsPassword(text: string): boolean {
  const namesOne = (pattern: RegExp) =>
    someMatch(text, pattern, ([, name = ""]) => !KEYPAD_NAME.test(name) && isSecretName(name));
  return (
    [LOGIN_IN_ADDRESS, TOKEN_IN_ADDRESS, LOGIN_OPTION, BEARER, WEB_TOKEN, SERVICE_TOKEN, PRIVATE_KEY].some((pattern) =>
      pattern.test(text),
    ) ||
    isBasicLogin(text) ||
    [ASSIGNMENT, OPTION, NAMED_VALUE, TAG].some(namesOne)
  );
}

/** One after the other: all matches of a large string would be in memory at once. */
function someMatch(text: string, pattern: RegExp, isWanted: (match: RegExpExecArray) => boolean): boolean {
  for (const match of text.matchAll(pattern)) {
    if (isWanted(match)) {
      return true;
    }
  }
  return false;
}

/** "Basic" is also an ordinary word: a login is a name and a password in base64. */
function isBasicLogin(text: string): boolean {
  const [, encoded] = BASIC.exec(text) ?? [];
  return encoded !== undefined && /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(encoded, "base64").toString("latin1"));
}

/**
 * Whether a string is itself the name of a secret beside it, as in `<Setting name="Password" value="…"/>`.
 */
export function namesSecret(text: string): boolean {
  const name = text.trim();
  return /^\p{L}[\p{L}\p{M}\p{N}_.:-]{0,60}$/u.test(name) && !KEYPAD_NAME.test(name) && isSecretName(name);
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
    someMatch(xml, NAMES, ([, element, attribute]) => isSecretName(element ?? attribute ?? "")) ||
    someMatch(xml, TEXTS, ([, text = ""]) => namesSecret(text)) ||
    holdsPassword(xml)
  );
}
