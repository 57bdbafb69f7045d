import { soundsSecret } from "./names";

// Bounded, so that a text of megabytes is read through once.
const LOGIN_IN_ADDRESS = /(?<![\w+.-])[a-z][\w+.-]{0,30}:(?:\/\/)?[^\s/@:]{0,200}:[^\s@/]{1,200}@/i;
const ASSIGNMENT = /(?<![\w.-])([A-Za-z][\w.-]{0,60})\s{0,4}=\s{0,4}[^\s&;,]/g;

/**
 * Whether a text shows a secret by its form: a login in an address (`sip://user:password@host`), or an assignment to
 * a name that says so (`token=…`).
 */
export function holdsPassword(text: string): boolean {
  return LOGIN_IN_ADDRESS.test(text) || [...text.matchAll(ASSIGNMENT)].some(([, name = ""]) => soundsSecret(name));
}

/**
 * Whether a text is itself a name that says of something beside it that it is a secret, as in
 * `<Setting name="Password" value="…"/>`.
 */
export function namesSecret(text: string): boolean {
  return /^\s*[A-Za-z][\w.:-]{0,60}\s*$/.test(text) && soundsSecret(text.trim());
}
