/** A word of a command line, as a person can paste it into the shell of this system. */
export function shellQuoted(word: string, isWindows = process.platform === "win32"): string {
  if (/^[\w@%+=:,./-]+$/.test(word) || (isWindows && /^[\w@+=:,./\\-]+$/.test(word))) {
    return word;
  }
  return isWindows ? `"${word.replace(/"/g, '\\"')}"` : `'${word.replace(/'/g, "'\\''")}'`;
}
