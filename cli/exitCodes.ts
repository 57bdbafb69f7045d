/** What the process ends with. The help of every command shows it. */
export const exitCodes = {
  0: "it is done, or nothing is amiss",
  1: "it failed; the message says why and what to do",
  2: "an option or an argument is wrong; nothing was written",
  3: "it is done, but not all of it: what is missing is named (an extension that cannot be read, a difference)",
  130: "it was ended by Ctrl-C",
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = keyof typeof exitCodes;

/** The lines for a command's help. */
export function exitCodesHelp(codes: readonly ExitCode[]): string {
  return ["Exit codes:", ...codes.map((code) => `  ${String(code).padEnd(4)} ${exitCodes[code]}`)].join("\n");
}
