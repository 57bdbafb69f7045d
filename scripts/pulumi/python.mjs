import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { commandLine } from "../shared/commandLine.mjs";
import { programOnPath } from "./executable.mjs";
import { isNewEnough, versionIn } from "./version.mjs";

/** The oldest one that the `pulumi` of today installs on. */
const MINIMUM_PYTHON = "3.10.0";

// Debian has a Python whose venv makes no environment, because ensurepip is a package of its own.
const QUESTION = "import ensurepip, platform, venv; print(platform.python_version())";

/**
 * A Python that can make virtual environments, or what is wrong.
 * @returns {Promise<{ python: string, version: string } | { problem: string }>}
 */
export async function findPython() {
  const python = ["python3", "python"].map(programOnPath).find((found) => found !== undefined);
  if (!python) return { problem: "Python is not installed" };
  const { file, args, options } = commandLine(python, ["-c", QUESTION]);
  try {
    const { stdout } = await promisify(execFile)(file, args, { ...options, timeout: 30_000 });
    const version = versionIn(stdout);
    if (!version || !isNewEnough(version, MINIMUM_PYTHON)) {
      return { problem: `${python} is Python ${version}, and ${MINIMUM_PYTHON} or newer is needed` };
    }
    return { python, version };
  } catch {
    return { problem: `${python} lacks the modules venv and ensurepip` };
  }
}
