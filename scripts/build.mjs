import { fileURLToPath } from "node:url";
import { build } from "./build/build.mjs";
import { explained } from "./shared/foreseen.mjs";

// Standard output stays empty: `npm pack --json` runs this and prints what it makes there.
const say = (/** @type {string} */ line) => console.error(line);

try {
  const outcome = await build(fileURLToPath(new URL("..", import.meta.url)), { say });
  say(outcome === "built" ? "dist/ is built." : "dist/ is up to date.");
} catch (error) {
  say(explained(error));
  process.exitCode = 1;
}
