import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../build/build.mjs";
import { ensurePulumi } from "../pulumi/ensure.mjs";
import { ensureLanguageHost } from "../pulumi/languageHost.mjs";
import { isNewEnough } from "../pulumi/version.mjs";
import { Foreseen } from "../shared/foreseen.mjs";
import { install } from "./install.mjs";
import { isInstalled } from "./isInstalled.mjs";

/**
 * Sets up what is missing: this project's packages, its build, and the Pulumi CLI.
 * @param {string} root
 * @param {{ outlet: import("../shared/outlet.mjs").Outlet, signal: AbortSignal,
 *   languages?: readonly import("../pulumi/languageHost.mjs").Language[] }} options languages: the CLI must be able to run
 *   programs in these, too
 */
export async function setUp(root, { outlet, signal, languages = [] }) {
  await setUpPackage(root, { outlet, signal });
  const say = (/** @type {string} */ line) => outlet.line(line);
  const outlets = { say, ...(outlet.progress && { progress: outlet.progress }) };
  const pulumi = await ensurePulumi(outlets);
  for (const language of languages) await ensureLanguageHost(language, pulumi, outlets);
  signal.throwIfAborted();
  return pulumi;
}

/**
 * Sets up what is missing but the Pulumi CLI: for what does not run it.
 * @param {string} root
 * @param {{ outlet: import("../shared/outlet.mjs").Outlet, signal: AbortSignal }} options
 */
export async function setUpPackage(root, { outlet, signal }) {
  const say = (/** @type {string} */ line) => outlet.line(line);
  refuseOldNode(root);
  if (!isInstalled(root)) {
    say("Installing the packages that this project needs (npm ci). That can take a minute or two, once.");
    await install(root, { say, signal });
  }
  if ((await build(root, { say })) === "built") say("The package is built.");
  signal.throwIfAborted();
}

/** @param {string} root */
function refuseOldNode(root) {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = engines.node.replace(/^>=/, "");
  const [major] = process.versions.node.split(".");
  const isOfLaterMajor = Number(major) > Number(wanted.split(".")[0]);
  if (!isOfLaterMajor && !isNewEnough(process.versions.node, wanted)) {
    throw new Foreseen(
      `This is Node.js ${process.versions.node}, and ${wanted} or newer is needed: get it from https://nodejs.org/.`,
    );
  }
}
