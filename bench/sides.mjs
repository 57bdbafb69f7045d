import { fileURLToPath } from "node:url";

/**
 * One of the things that are measured side by side.
 * @typedef {object} Side
 * @property {string} name as the tables call it
 * @property {string} package the npm package that the program requires
 * @property {string} folder the folder of that package
 * @property {string[]} published the folders in it that npm would publish
 * @property {string} resource the class that the program makes extensions of
 * @property {string} provider what the package exports under `PACKAGE/provider` for that class
 * @property {{ name: string, folder: string }} [plugin] where the program uses the native plugin: its name, and its folder in the package
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BASELINE = fileURLToPath(new URL("./baseline", import.meta.url));

/** @type {Side} */
export const ours = {
  name: "pulumi-ozeki",
  package: "pulumi-ozeki",
  folder: ROOT,
  published: ["dist"],
  resource: "SipExtension",
  provider: "sipExtension",
};

/**
 * The same lifecycle behind Pulumi's protocol for plugins.
 * @type {Side}
 */
export const nativePlugin = { ...ours, name: "native plugin", plugin: { name: "ozeki", folder: "dist/plugin" } };

/**
 * The first one has the same state, so that times differ by the provider's own work alone. The second one says what the
 * state costs as well.
 * @type {[Side, Side]}
 */
export const baselines = [
  {
    name: "baseline",
    package: "plain-sender",
    folder: BASELINE,
    published: ["lib"],
    resource: "SipExtension",
    provider: "sipExtension",
  },
  {
    name: "baseline, bare state",
    package: "plain-sender",
    folder: BASELINE,
    published: ["lib"],
    resource: "DeclaredOnly",
    provider: "declaredOnly",
  },
];

export const sides = [ours, ...baselines];
