/** A word of a command line, as a person can paste it into the shell of this system. */
export function shellQuoted(given: string, isWindows = process.platform === "win32"): string {
  // One that starts with a dash would be taken for an option.
  const word = given.startsWith("-") ? `./${given}` : given;
  if (/^[\w@%+=:,./-]+$/.test(word) || (isWindows && /^[\w@+=:,./\\-]+$/.test(word))) {
    return word;
  }
  return isWindows ? `"${word.replace(/"/g, '\\"')}"` : `'${word.replace(/'/g, "'\\''")}'`;
}
