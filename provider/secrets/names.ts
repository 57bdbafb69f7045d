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
  ["anywhere", "passkey connectionstring", "WebAuthn; databases"],
  [
    "word",
    "pin puk pw pass passcode key token otp totp hotp psk",
    "too short, or part of other words: mapping, monkey",
  ],
  ["word", "cred creds mdp clave", "the same: credit, enclave"],
  ["end", "token pw passcode", "names written without capitals: authtoken, adminpw"],
  ["anywhere", "jelszo jelszav titkoskulcs pinkod", "Hungarian: the language of the PBX's maker"],
  ["word", "titok jelige", "Hungarian, for a secret and a passphrase"],
  ["anywhere", "kennwort kennworter passwort passworter geheimnis geheimwort", "German"],
  ["end", "schlussel ключ", "a key in German and Russian, and part of other words: Verschlüsselung, Включен"],
  ["anywhere", "motdepasse motpasse codesecret", "French"],
  ["anywhere", "contrasena contrasenia contrasenya claveacceso clavesecreta", "Spanish, Catalan"],
  ["anywhere", "senha palavrapasse", "Portuguese"],
  ["anywhere", "parol", "Italian, Romanian, Turkish, Latvian"],
  ["anywhere", "wachtwoord", "Dutch"],
  ["anywhere", "heslo", "Czech, Slovak"],
  ["anywhere", "haslo", "Polish"],
  ["anywhere", "geslo lozinka zaporka", "Slovene, Croatian, Serbian"],
  ["anywhere", "losenord passord adgangskode kodeord salasana tunnussana", "Swedish, Norwegian, Danish, Finnish"],
  ["anywhere", "lykilord adgangsord slaptazodis parool salasona", "Icelandic, Lithuanian, Estonian"],
  ["anywhere", "sifre sifra", "Turkish; Croatian, Serbian"],
  ["anywhere", "парол лозинка секрет", "Russian, Ukrainian, Bulgarian, Serbian"],
  ["anywhere", "συνθηματικο κωδικο", "Greek"],
  ["anywhere", "סיסמ كلمةالمرور كلمةالسر كلمةمرور گذرواژه رمزعبور", "Hebrew, Arabic, Persian"],
  ["anywhere", "पासवर्ड गुप्तशब्द รหัสผ่าน", "Hindi, Thai"],
  ["anywhere", "matkhau katasandi katalaluan", "Vietnamese, Indonesian, Malay"],
  [
    "anywhere",
    "密码 密碼 口令 通行码 密钥 密鑰 パスワード パスフレーズ 暗証 비밀번호 비밀 암호",
    "Chinese, Japanese, Korean",
  ],
];

/** What a PIN belongs to, in names without capitals between words: `VMPIN`, `userpin`, but not `mapping` or `spin`. */
const PIN_END =
  /(access|account|admin|box|conference|conf|disa|door|entry|ext|extension|gate|host|lock|login|mail|master|moderator|phone|security|sim|sip|unlock|user|vm|voice|web)pins?$/;
/** At the end of a name: `userpass`, but not `bypass`. */
const PASS_END = /(?<!by|com|tres|under|over|sur)pass$/;
/** A code that opens something: `AccessCode`, `Door_Code`, `Zugangscode`, but not `CountryCode`. */
const SECRET_CODE =
  /(access|auth|authori[sz]ation|disa|door|entry|lock|open|pin|security|unlock|verification|zugangs|zugriffs)codes?$/;
const PIN_NUMBER = /^pin(no|nr|number)$/;
/** What a key belongs to, in names without capitals between words: `sshkey`, but not `hotkey`. */
const KEY_END = /(aes|auth|crypto|encryption|licen[cs]e|master|session|shared|signing|srtp|ssh|wep|wpa)keys?$/;
/** The hash that a digest login is computed from (RFC 7616). */
const HALF_DIGEST = /^(sip)?ha1$/;
/** The header of a request, with a login in it. `AuthorizationName` is only a name. */
const LOGIN_HEADER = /(^|proxy)authori[sz]ation$/;
const WORD_BOUNDARY = /[_.:-]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** Letters that Unicode does not take apart into a letter and an accent. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  ł: "l",
  Ł: "L",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ı: "i",
  ß: "ss",
  ð: "d",
  Ð: "D",
};

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
    [PIN_END, PIN_NUMBER, PASS_END, SECRET_CODE, KEY_END, LOGIN_HEADER].some((pattern) => pattern.test(bare)) ||
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
    .replace(/[łŁøØđĐıßðÐ]/g, (letter) => UNDIVIDED[letter] ?? letter)
    .normalize("NFC");
}

function wordsAt(place: Place): string[] {
  return secretWords.filter(([at]) => at === place).flatMap(([, list]) => withoutAccents(list).split(" "));
}
