import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build/build.mjs";
import { makeExecutable } from "./executable/make.mjs";
import { explained } from "./shared/foreseen.mjs";
import { interruptible } from "./shared/interruptible.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const say = (/** @type {string} */ line) => console.error(line);

try {
  await interruptible(async (signal) => {
    await build(ROOT, { say });
    const { executable, archive } = await makeExecutable(ROOT, join(ROOT, "executable"), { say, signal });
    say(`${executable} needs no Node.js. ${archive} is what \`pulumi plugin install --file\` takes.`);
  });
} catch (error) {
  say(explained(error));
  process.exitCode = 1;
}
