import { mostUsedWords } from "./mostUsedWords";

/** The fewest characters of a password that cannot be guessed. */
export const MIN_PASSWORD_LENGTH = 12;

/** Whose password it is: what everyone who knows the extension tries first. */
export interface PasswordOwner {
  extensionId?: string | undefined;
  userId?: string | undefined;
}

/**
 * Why a password can be guessed by programs that try passwords, as a phrase that completes "The password is …".
 *
 * The phrase is one of a few constants, and none of them says which characters the password has. A generated password is never
 * guessable. The time grows with the length of what is given, not faster.
 *
 * @returns `undefined` where no rule finds the password guessable, which does not prove that it is strong
 */
export function whyGuessable(password: string, owner: PasswordOwner): string | undefined {
  const given = password.toLowerCase();
  const names = { extensionId: owner.extensionId?.toLowerCase() ?? "", userId: owner.userId?.toLowerCase() ?? "" };
  return reasons.find(({ applies }) => applies(given, names))?.phrase;
}

interface Reason {
  phrase: string;
  /** All in lower case. */
  applies(password: string, owner: Required<Record<keyof PasswordOwner, string>>): boolean;
}

/** The most telling reason first. */
const reasons: readonly Reason[] = [
  { phrase: "empty", applies: (password) => password === "" },
  { phrase: "one of the most used passwords, or a variant of one", applies: isMostUsed },
  { phrase: "a short text that is repeated", applies: isRepeated },
  { phrase: "mostly a sequence", applies: isSequence },
  {
    phrase: `shorter than ${MIN_PASSWORD_LENGTH} characters`,
    applies: (password) => lengthOf(password) < MIN_PASSWORD_LENGTH,
  },
  {
    phrase: `shorter than ${MIN_PASSWORD_LENGTH} characters without the extension ID in it`,
    applies: (password, { extensionId }) => lengthWithout(password, [extensionId]) < MIN_PASSWORD_LENGTH,
  },
  {
    phrase: `shorter than ${MIN_PASSWORD_LENGTH} characters without the user ID in it`,
    applies: (password, { userId }) => lengthWithout(password, wordsOf(userId)) < MIN_PASSWORD_LENGTH,
  },
];

/** Everything that {@link whyGuessable} returns, for the documentation. */
export const guessableReasons: readonly string[] = reasons.map(({ phrase }) => phrase);

function lengthOf(text: string): number {
  return [...text].length;
}

/** The length of what is left of a password without the words that everyone knows. */
function lengthWithout(password: string, words: readonly string[]): number {
  return lengthOf(words.reduce((rest, word) => (word === "" ? rest : rest.replaceAll(word, "")), password));
}

/** Shorter parts of a name occur in random passwords too. */
const MIN_WORD_LENGTH = 3;
/** A name has few parts. What has more is not one, and would cost time. */
const MAX_WORDS = 8;

/** A user ID and the words in it, the longest first: `mary.smith@example.com` has `mary`, `smith`, `example` and `com`. */
function wordsOf(userId: string): string[] {
  const words = userId.split(/[^\p{L}\p{N}]/u, MAX_WORDS).filter((word) => word.length >= MIN_WORD_LENGTH);
  return [userId, ...words.sort((one, other) => other.length - one.length)];
}

/** Signs that are used in place of letters, as in `p@ssw0rd`. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" },
  ...{ "@": "a", $: "s", "!": "i" },
};

/** Whether it is a word of the list, as it is or with digits and signs around it: `Passw0rd2024!`. */
function isMostUsed(password: string): boolean {
  const word = withoutSigns(password);
  const isListed = [word, word.replace(/[013457@$!]/g, (sign) => LETTERS[sign] ?? sign)].some((it) =>
    mostUsedWords().has(it),
  );
  return isListed && lengthOf(password) - word.length < MIN_PASSWORD_LENGTH;
}

const LETTER = /\p{L}/u;

/** A password from its first letter to its last. Not by one regular expression, which would take a quadratic time. */
function withoutSigns(password: string): string {
  const characters = [...password];
  const isLetter = (character: string) => LETTER.test(character);
  const start = characters.findIndex(isLetter);
  return start === -1 ? "" : characters.slice(start, characters.findLastIndex(isLetter) + 1).join("");
}

/** Whether something that is too short is in it twice or more, and nothing else: `Kz8!Kz8!Kz8!`. */
function isRepeated(password: string): boolean {
  const period = periodOf(password);
  return period < MIN_PASSWORD_LENGTH && period * 2 <= password.length;
}

/** After how many characters a password repeats itself: its own length where it does not (Knuth, Morris and Pratt). */
function periodOf(text: string): number {
  const borders = [0];
  for (let end = 1, border = 0; end < text.length; end++) {
    while (border > 0 && text[end] !== text[border]) {
      border = borders[border - 1] ?? 0;
    }
    border += text[end] === text[border] ? 1 : 0;
    borders.push(border);
  }
  return text.length - (borders.at(-1) ?? 0);
}

/** What follows what: the alphabet, digits, rows and columns of keyboards, columns and diagonals of a phone's keys. */
const ORDERS = [
  ...["abcdefghijklmnopqrstuvwxyz", "01234567890", "!@#$%^&*()"],
  ...["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn"],
  ...["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol"],
  ...["1470", "2580", "3690", "159", "357"],
];

/** Two sequences may alternate, as in `1q2w3e4r5t6y`, or `1qaz2wsx3edc`. */
const STRIDES = [1, 2, 3, 4];
/** The fewest characters that no sequence predicts. */
const MIN_UNPREDICTED = 8;
/** The fewest different characters. */
const MIN_DIFFERENT = 5;

/** Whether most of it follows from the characters before: `123456abcdef`, `qwerty654321`, `aaabbbcccddd`. */
function isSequence(password: string): boolean {
  const characters = [...password];
  const unpredicted = characters.filter(
    (_, at) =>
      !STRIDES.some((stride) => {
        const [first, second, third] = [at - 2 * stride, at - stride, at].map((index) => characters[index]);
        return first !== undefined && areInOrder(first, second as string, third as string);
      }),
  );
  const isPredicted = unpredicted.length < MIN_UNPREDICTED && unpredicted.length <= characters.length / 2;
  return isPredicted || (characters.length >= MIN_DIFFERENT && new Set(characters).size < MIN_DIFFERENT);
}

function areInOrder(first: string, second: string, third: string): boolean {
  const [forward, backward] = [first + second + third, third + second + first];
  return (first === second && second === third) || ORDERS.some((it) => it.includes(forward) || it.includes(backward));
}
