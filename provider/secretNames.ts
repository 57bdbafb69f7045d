const WORD_BOUNDARY = /[_.-]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const SECRET_WORDS = new Set(["pin", "pw", "pwd", "pass", "passcode", "key", "token", "credential"]);
// Written together with other words as often as apart.
const SECRET_PARTS = ["password", "passphrase", "passwd", "secret"];

/**
 * Whether the name of an element of the PBX's ConfigXML says that its text is a secret, such as `Password`,
 * `VoicemailPin` or `ApiToken`. Of elements that nobody documents the name is all there is to go by.
 */
export function soundsSecret(elementName: string): boolean {
  const name = elementName.toLowerCase();
  return SECRET_PARTS.some((part) => name.includes(part)) || elementName.split(WORD_BOUNDARY).some(isSecretWord);
}

/** Alone, numbered (`Pin1`), or several (`ApiKeys`). */
function isSecretWord(word: string): boolean {
  const bare = word.toLowerCase().replace(/\d+$/, "");
  return SECRET_WORDS.has(bare) || SECRET_WORDS.has(bare.replace(/s$/, ""));
}
