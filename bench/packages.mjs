import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MODULES = fileURLToPath(new URL("../node_modules", import.meta.url));

/**
 * Installs the package of a side into a folder, as links: what is published of it, its dependencies, and Pulumi's SDK.
 *
 * One link to the whole project would do for Node. But the language host searches every folder below node_modules before
 * it runs a program: it would find all development dependencies of this project, and take time that it does not take where
 * the package is installed.
 * @param {string} folder
 * @param {import("./sides.mjs").Side} side
 */
export function installPackages(folder, side) {
  const modules = join(folder, "node_modules");
  const home = join(modules, side.package);
  mkdirSync(home, { recursive: true });
  copyFileSync(join(side.folder, "package.json"), join(home, "package.json"));
  for (const name of side.published) link(join(side.folder, name), join(home, name));
  linkPackages(folder, [...dependenciesOf(side.folder), "@pulumi/pulumi"]);
}

/**
 * Links packages of this repository into a folder.
 * @param {string} folder
 * @param {string[]} names
 */
export function linkPackages(folder, names) {
  for (const name of names) link(join(NODE_MODULES, name), join(folder, "node_modules", name));
}

/**
 * All packages that npm installs along with one, theirs included.
 * @param {string} folder
 */
function dependenciesOf(folder) {
  /** @type {Set<string>} */
  const found = new Set();
  const folders = [folder];
  for (const at of folders) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) {
      if (!found.has(name)) folders.push(join(NODE_MODULES, name));
      found.add(name);
    }
  }
  return found;
}

/**
 * @param {string} target
 * @param {string} place
 */
function link(target, place) {
  mkdirSync(dirname(place), { recursive: true });
  // On Windows every user may create junctions, but only some may create symbolic links.
  symlinkSync(target, place, "junction");
}
