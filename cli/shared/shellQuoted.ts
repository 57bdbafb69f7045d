import { hasHiddenChars, replaceHiddenChars } from "../../provider/api/display";

/** What PowerShell or cmd.exe reads within double quotes: variables, and what ends the quotes. */
const READ_IN_QUOTES = /["$`%!\u201C-\u201E]/;

/**
 * A word of a command line, as a person can paste it into the shell of this system.
 *
 * @returns `"?"` for a word that no quotes carry safely in both shells of Windows: a command that would run part of it is not printed
 */
export function shellQuoted(word: string, isWindows = process.platform === "win32"): string {
  // zsh takes a word that begins with an equals sign for the name of a command.
  if (/^(?!=)[\w@+=:,./-]+$/.test(word) || (isWindows && /^[\w@+=:,./\\-]+$/.test(word))) {
    return word;
  }
  if (isWindows) {
    return READ_IN_QUOTES.test(word) || hasHiddenChars(word) ? '"?"' : `"${word}"`;
  }
  return hasHiddenChars(word) ? withByteEscapes(word) : `'${word.replace(/'/g, "'\\''")}'`;
}

/** In `$'…'` a shell reads the bytes of a character that cannot be seen. */
function withByteEscapes(word: string): string {
  const escaped = replaceHiddenChars(word.replace(/[\\']/g, "\\$&"), (character) =>
    Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
  );
  return `$'${escaped}'`;
}
