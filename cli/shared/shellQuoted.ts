import { hasHiddenChars, replaceHiddenChars } from "../../provider/api/display";

/** A word of a command line, as a person can paste it into the shell of this system. */
export function shellQuoted(word: string, isWindows = process.platform === "win32"): string {
  if (/^[\w@%+=:,./-]+$/.test(word) || (isWindows && /^[\w@+=:,./\\-]+$/.test(word))) {
    return word;
  }
  if (isWindows) {
    return `"${word.replace(/"/g, '\\"')}"`;
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
