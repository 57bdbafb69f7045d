import { copyFile, cp } from "node:fs/promises";
import { join } from "node:path";
import { findPython } from "../pulumi/findPython.mjs";
import { findProgram, pathFolders } from "../pulumi/programs.mjs";
import { CLI } from "../pulumi/versions.mjs";
import { outputOf } from "../shared/outputOf.mjs";

/**
 * Makes the libraries for other languages from the built plugin, each as it is published: a wheel in `python/`, a Go module in
 * `go/`.
 * @param {string} root
 * @param {{ out: string, temporary: string, version: string, pulumi: import("../pulumi/findPulumi.mjs").Pulumi }} options
 * @param {AbortSignal} signal
 * @returns {Promise<Record<"python" | "go", string | undefined>>} by language, why it was not made
 */
export async function makeLibraries(root, { out, temporary, version, pulumi }, signal) {
  const options = { cwd: temporary, env: { ...process.env, ...pulumi.env, PULUMI_HOME: temporary }, signal };
  const source = join(root, "dist", "plugin", "pulumi-resource-ozeki");
  const generate = (/** @type {string} */ language) =>
    outputOf(
      pulumi.pulumi,
      ["package", "gen-sdk", source, "--language", language, "--version", version, "--out", join(temporary, "sdk")],
      options,
    );

  const makePython = async () => {
    const found = await findPython();
    if ("problem" in found) return found.problem;
    await generate("python");
    const library = join(temporary, "sdk", "python");
    // The generator writes it where pip does not look for it.
    await copyFile(join(library, "pulumi_ozeki", "README.md"), join(library, "README.md"));
    const environment = join(temporary, "venv");
    await outputOf(found.python, ["-m", "venv", environment], options);
    const folder = process.platform === "win32" ? "Scripts" : "bin";
    const python = join(environment, folder, "python");
    await outputOf(python, ["-m", "pip", "wheel", "--no-deps", "--wheel-dir", join(out, "python"), library], options);
    return undefined;
  };

  const makeGo = async () => {
    if (!findProgram("pulumi-language-go", [pulumi.folder, ...pathFolders()])) {
      return "this Pulumi CLI has no pulumi-language-go";
    }
    const go = findProgram("go");
    if (!go) return "Go is not installed";
    await generate("go");
    const library = join(temporary, "sdk", "go");
    const inLibrary = { ...options, cwd: library };
    // Otherwise the library asks for the version that Pulumi's generator knows, which is older than the CLI.
    await outputOf(go, ["get", `github.com/pulumi/pulumi/sdk/v3@v${CLI}`], inLibrary);
    await outputOf(go, ["mod", "tidy"], inLibrary);
    await outputOf(go, ["build", "./..."], inLibrary);
    await cp(library, join(out, "go"), { recursive: true });
    return undefined;
  };

  return { python: await makePython(), go: await makeGo() };
}
