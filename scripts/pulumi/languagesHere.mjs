import { findPython } from "./findPython.mjs";
import { findProgram } from "./programs.mjs";

/**
 * The languages whose programs can run on this machine, besides TypeScript and JavaScript.
 * @returns {Promise<import("./ensureLanguageHost.mjs").Language[]>}
 */
export async function languagesHere() {
  const hasPython = !("problem" in (await findPython()));
  const tools = /** @type {const} */ ([
    ["yaml", true],
    ["python", hasPython],
    ["go", findProgram("go") !== undefined],
  ]);
  return tools.flatMap(([language, isHere]) => (isHere ? [language] : []));
}
