const WORD_BOUNDARY = /[_.:-]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const SECRET_WORDS = new Set(["pin", "pw", "pwd", "pass", "passcode", "key", "token", "otp", "psk"]);
// Written together with other words as often as apart.
const SECRET_PARTS = ["password", "passphrase", "passwd", "secret", "credential", "apikey", "privatekey", "accesskey"];
/** What such a code opens: `AccessCode`, `Door_Code`. Other codes say what something is: `CountryCode`. */
const SECRET_CODE = /(access|auth|door|entry|lock|pin|security|unlock|verification)code\d*$/;
/** The header of a request, with a login in it. `AuthorizationName` is none, but a name. */
const LOGIN_HEADER = /(^|proxy)authori[sz]ation$/;

/**
 * Whether the name of an element of the PBX's ConfigXML says that its text is a secret, such as `Password`,
 * `VoicemailPin` or `ApiToken`. Of elements that nobody documents the name is most of what there is to go by.
 */
export function soundsSecret(elementName: string): boolean {
  const name = elementName.toLowerCase();
  const letters = name.replace(/[_.:-]/g, "");
  return (
    SECRET_PARTS.some((part) => letters.includes(part)) ||
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
