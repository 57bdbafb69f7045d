const WORD_BOUNDARY = /[_.:-]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const SECRET_WORDS = new Set(["pin", "pw", "pwd", "pass", "passcode", "key", "token", "otp", "psk"]);
// Written together with other words as often as apart.
const SECRET_PARTS = [
  "password",
  "passphrase",
  "passwd",
  "pwd",
  "secret",
  "credential",
  "apikey",
  "privatekey",
  "accesskey",
];
// Of PBXs whose makers and users speak other languages.
const FOREIGN_PARTS = ["kennwort", "passwort", "jelszo", "motdepasse", "contrasena", "wachtwoord"];
/** At the end of a name written without capitals: `authtoken`, `userpass`, but not `bypass`. */
const SECRET_END = /(token|(?<!by|com|tres|under|over|sur)pass)s?\d*$/;
/** The hash that a digest login is computed from. */
const HALF_DIGEST = /^(sip)?ha1$/;
/** A code that opens something: `AccessCode`, `Door_Code`, but not `CountryCode`. */
const SECRET_CODE = /(access|auth|door|entry|lock|pin|security|unlock|verification)code\d*$/;
/** The header of a request, with a login in it. `AuthorizationName` is only a name. */
const LOGIN_HEADER = /(^|proxy)authori[sz]ation$/;

/**
 * Whether the name of an element of the PBX's ConfigXML names a secret, such as `Password`, `VoicemailPin` or
 * `ApiToken`. Most elements are not documented, so the name is the main evidence.
 */
export function isSecretName(elementName: string): boolean {
  const name = elementName.toLowerCase();
  const letters = name.replace(/[_.:-]/g, "");
  return (
    [...SECRET_PARTS, ...FOREIGN_PARTS].some((part) => letters.includes(part)) ||
    SECRET_END.test(letters) ||
    HALF_DIGEST.test(letters) ||
    SECRET_CODE.test(letters) ||
    LOGIN_HEADER.test(letters) ||
    elementName.split(WORD_BOUNDARY).some(isSecretWord)
  );
}

/** Alone, numbered (`Pin1`), or several (`ApiKeys`). */
function isSecretWord(word: string): boolean {
  const bare = word.toLowerCase().replace(/\d+$/, "");
  return SECRET_WORDS.has(bare) || SECRET_WORDS.has(bare.replace(/s$/, ""));
}
