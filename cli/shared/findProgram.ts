import { statSync } from "node:fs";
import { win32 } from "node:path";

/**
 * The file of a program on PATH, for Windows. There a program without a path is looked for in the current folder first, which may
 * be one that was downloaded.
 *
 * @param name - such as `pulumi`
 * @returns undefined where no folder of PATH has it. A folder that depends on the current one is not looked into
 */
export function findOnWindows(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
): string | undefined {
  const [, path = ""] = Object.entries(environment).find(([variable]) => variable.toUpperCase() === "PATH") ?? [];
  return path
    .split(win32.delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, "$1"))
    .filter((folder) => win32.isAbsolute(folder))
    .map((folder) => win32.join(folder, `${name}.exe`))
    .find(isFile);
}
