// A process of its own, because PulumiCommand.install can be neither stopped nor told to give up: the process can.
// Arguments: the folder to install into, the version.
import { createRequire } from "node:module";
import { join } from "node:path";
import { sdkFolder } from "./sdk.mjs";

const [root = "", version = ""] = process.argv.slice(2);
// The SDK's own semver: what it is handed must be an instance of that one.
const require = createRequire(join(sdkFolder(), "package.json"));
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const { SemVer } = require("semver");

try {
  await PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  // The installer colours its messages.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour is told
  console.error(text.replace(/\u001b\[[\d;]*m/g, ""));
  process.exitCode = 1;
}
