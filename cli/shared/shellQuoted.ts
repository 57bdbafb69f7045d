import { hasHiddenChars } from "../../provider/api/display";

/** What PowerShell or cmd.exe reads within double quotes: variables, and what ends the quotes. */
const READ_IN_QUOTES = /["$`%!\u201C-\u201E]/;

/** A word that no quotes carry safely: a command that would run part of it is not printed. */
const UNQUOTABLE = '"?"';

/**
 * A word of a command line, as a person can paste it into the shell of this system.
 *
 * @returns `"?"` for a word with hidden characters, which no form shows that all shells read alike, and for one that no quotes carry
 * safely in both shells of Windows
 */
export function shellQuoted(word: string, isWindows = process.platform === "win32"): string {
  // zsh takes a word that begins with an equals sign for the name of a command.
  if (/^(?!=)[\w@+=:,./-]+$/.test(word) || (isWindows && /^[\w@+=:,./\\-]+$/.test(word))) {
    return word;
  }
  if (hasHiddenChars(word)) {
    return UNQUOTABLE;
  }
  if (isWindows) {
    return READ_IN_QUOTES.test(word) ? UNQUOTABLE : `"${word}"`;
  }
  return word === ""
    ? "''"
    : word.replace(/([\\'])|[^\\']+/g, (part, special) => (special === undefined ? `'${part}'` : `\\${part}`));
}
