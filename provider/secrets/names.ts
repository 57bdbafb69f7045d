/** Where in a name a word means a secret: anywhere, as a word of its own, or at the end. */
type Place = "anywhere" | "word" | "end";

/**
 * Every word that names a secret, in lower case and without accents, with its source. Most elements of the PBX are not
 * documented, so the name is the main evidence: in doubt a value is a secret.
 */
const secretWords: readonly (readonly [place: Place, words: string, source: string])[] = [
  ["anywhere", "password passwd passw pwd passphrase", "English; ConfigXML's own Password"],
  ["anywhere", "secret credential", "English; client_secret of OAuth"],
  ["anywhere", "apikey privatekey accesskey", "written together with other words as often as apart"],
  ["word", "pin pw pass passcode key token otp psk mdp clave", "too short, or part of other words: mapping, monkey"],
  ["end", "token pw passcode", "names written without capitals: authtoken, adminpw"],
  ["anywhere", "jelszo", "Hungarian: the language of the PBX's maker"],
  ["anywhere", "kennwort passwort", "German"],
  ["anywhere", "motdepasse", "French"],
  ["anywhere", "contrasena contrasenya", "Spanish, Catalan"],
  ["anywhere", "senha palavrapasse", "Portuguese"],
  ["anywhere", "parola", "Italian, Romanian, Turkish"],
  ["anywhere", "wachtwoord", "Dutch"],
  ["anywhere", "heslo", "Czech, Slovak"],
  ["anywhere", "haslo", "Polish"],
  ["anywhere", "geslo lozinka zaporka", "Slovene, Croatian, Serbian"],
  ["anywhere", "losenord passord adgangskode kodeord salasana", "Swedish, Norwegian, Danish, Finnish"],
  ["anywhere", "slaptazodis parool", "Lithuanian, Estonian"],
  ["anywhere", "sifre", "Turkish"],
  ["anywhere", "парол лозинка", "Russian, Ukrainian, Bulgarian, Serbian"],
  ["anywhere", "密码 密碼 口令 パスワード 暗証 비밀번호 암호", "Chinese, Japanese, Korean"],
];

/** What a PIN belongs to, in names without capitals between words: `VMPIN`, `userpin`, but not `mapping` or `spin`. */
const PIN_END =
  /(access|account|admin|box|conference|conf|door|entry|ext|extension|gate|host|lock|login|mail|master|moderator|phone|security|sip|unlock|user|vm|voice|web)pins?$/;
/** At the end of a name: `userpass`, but not `bypass`. */
const PASS_END = /(?<!by|com|tres|under|over|sur)pass$/;
/** A code that opens something: `AccessCode`, `Door_Code`, but not `CountryCode`. */
const SECRET_CODE = /(access|auth|door|entry|lock|pin|security|unlock|verification)code$/;
/** The hash that a digest login is computed from (RFC 7616). */
const HALF_DIGEST = /^(sip)?ha1$/;
/** The header of a request, with a login in it. `AuthorizationName` is only a name. */
const LOGIN_HEADER = /(^|proxy)authori[sz]ation$/;
const WORD_BOUNDARY = /[_.:-]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** Letters that Unicode does not take apart into a letter and an accent. */
const UNDIVIDED: Readonly<Record<string, string>> = { ł: "l", Ł: "L", ø: "o", Ø: "O", đ: "d", Đ: "D", ı: "i", ß: "ss" };

const ASCII = /^[\0-\x7f]*$/;

const anywhere = wordsAt("anywhere");
const words = new Set(wordsAt("word"));
const ends = wordsAt("end");

/**
 * Whether the name of an element of the PBX's ConfigXML names a secret, such as `Password`, `VoicemailPin`, `Jelszó` or
 * `ApiToken`.
 */
export function isSecretName(elementName: string): boolean {
  const plain = withoutAccents(elementName);
  const letters = plain.toLowerCase().replace(/[_.:-]/g, "");
  const bare = withoutNumber(letters);
  return (
    anywhere.some((part) => letters.includes(part)) ||
    ends.some((end) => bare.endsWith(end) || bare.endsWith(`${end}s`)) ||
    [PIN_END, PASS_END, SECRET_CODE, LOGIN_HEADER].some((pattern) => pattern.test(bare)) ||
    HALF_DIGEST.test(letters) ||
    plain.split(WORD_BOUNDARY).some(isSecretWord)
  );
}

/** Alone, numbered (`Pin1`), or several (`ApiKeys`). */
function isSecretWord(word: string): boolean {
  const bare = withoutNumber(word.toLowerCase());
  return words.has(bare) || words.has(bare.replace(/s$/, ""));
}

/** Not by a regular expression: one that looks for the end takes a time that grows with the square of the digits. */
function withoutNumber(word: string): string {
  let end = word.length;
  while (end > 0 && word.charAt(end - 1) >= "0" && word.charAt(end - 1) <= "9") {
    end -= 1;
  }
  return word.slice(0, end);
}

function withoutAccents(text: string): string {
  if (ASCII.test(text)) {
    return text;
  }
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[łŁøØđĐıß]/g, (letter) => UNDIVIDED[letter] ?? letter)
    .normalize("NFC");
}

function wordsAt(place: Place): string[] {
  return secretWords.filter(([at]) => at === place).flatMap(([, list]) => withoutAccents(list).split(" "));
}
