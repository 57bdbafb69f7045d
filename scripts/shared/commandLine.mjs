/**
 * How a command is started. Node refuses to start a batch file on Windows by itself, so cmd.exe does it there.
 * @param {string} command
 * @param {string[]} args without quotation marks and percent signs where the command may be a batch file
 * @returns {{ file: string, args: string[], options: { windowsHide: true, windowsVerbatimArguments?: true } }}
 */
export function commandLine(command, args) {
  if (process.platform !== "win32" || !/\.(cmd|bat)$/i.test(command)) {
    return { file: command, args, options: { windowsHide: true } };
  }
  const quoted = [command, ...args].map((word) => `"${word}"`).join(" ");
  return {
    file: process.env.ComSpec ?? "cmd.exe",
    args: ["/d", "/s", "/c", `"${quoted}"`],
    options: { windowsHide: true, windowsVerbatimArguments: true },
  };
}
