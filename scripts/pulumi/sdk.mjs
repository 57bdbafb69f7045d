import { createRequire } from "node:module";
import { dirname } from "node:path";
import { NoPulumi } from "./noPulumi.mjs";

/**
 * The folder of the project's own @pulumi/pulumi.
 * @returns {string}
 * @throws {NoPulumi} where it is not installed
 */
export function sdkFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
  } catch {
    throw new NoPulumi("This project's packages are not installed: run `npm install` in its folder, then this again.");
  }
}
