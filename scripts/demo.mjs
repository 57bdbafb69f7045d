#!/usr/bin/env node
// On a fresh clone nothing is installed: what this imports, and what that imports, is Node's own and this project's.
import { fileURLToPath } from "node:url";
import { howToGoOn } from "./demo/howToGoOn.mjs";
import { tellStory } from "./demo/story.mjs";
import { setUp } from "./setUp/setUp.mjs";
import { explained, Foreseen } from "./shared/foreseen.mjs";
import { interruptible } from "./shared/interruptible.mjs";
import { Outlet } from "./shared/outlet.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const INTRODUCTION = [
  "The telephones of an office: declared in a program, made on a PBX, and kept as declared.",
  "After each $ stands what you would type yourself, without the flags that only change how Pulumi prints.",
  "Ctrl-C ends this at any moment and leaves nothing behind.",
];

const outlet = new Outlet(process.stdout);

process.exitCode = await interruptible(async (interrupt) => {
  const signal = AbortSignal.any([interrupt, outlet.gone]);
  try {
    outlet.lines(INTRODUCTION);
    const pulumi = await setUp(ROOT, { outlet, signal });
    await tellStory(ROOT, { pulumi, outlet, signal });
    outlet.lines(howToGoOn(pulumi));
    return 0;
  } catch (error) {
    if (interrupt.aborted) outlet.line("Stopped. The demo has left nothing behind.");
    else if (!outlet.gone.aborted) outlet.error(explained(error));
    return error instanceof Foreseen ? error.exitCode : 1;
  }
});
