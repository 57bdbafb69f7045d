import { checkVersion, findProgram } from "./programs.mjs";

/** The oldest Python that the package `pulumi` supports. */
const MINIMUM_PYTHON = "3.10.0";

// Debian packages ensurepip, without which venv creates no environment, separately.
const QUESTION = "import ensurepip, platform, venv; print(platform.python_version())";

/**
 * A Python that can create virtual environments, or why there is none.
 * @returns {Promise<{ python: string, version: string } | { problem: string }>}
 */
export async function findPython() {
  const python = findProgram("python3") ?? findProgram("python");
  if (!python) return { problem: "Python is not installed" };
  const checked = await checkVersion(python, ["-c", QUESTION], MINIMUM_PYTHON);
  return "problem" in checked ? checked : { python, version: checked.version };
}
