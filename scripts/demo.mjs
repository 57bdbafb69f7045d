#!/usr/bin/env node
import { print } from "./demo/print.mjs";
import { runDemo } from "./demo/runDemo.mjs";
import { ROOT, runScript } from "./shared/runScript.mjs";
import { setUp } from "./shared/setUp.mjs";

const INTRODUCTION = `The phones of an office: declared in a program, created on a PBX, and kept as
declared.
After each $ is a command that you could type yourself, without the flags that
only change how Pulumi prints.
Ctrl-C ends the demo at any time and leaves nothing behind.`;

const nextSteps = (/** @type {import("./pulumi/ensurePulumi.mjs").Pulumi} */ { folder, source }) => `
That was the demo. The simulator, the stack and its files were removed.

To continue with your own PBX (examples/office/README.md explains each step):

${source === "path" ? "" : `  0. Put Pulumi on your PATH. It is in ${folder}\n`}  1. On the PBX, let this computer use the HTTP API.
  2. In examples/office/department.ts, list your own phones, with numbers that
     are free on the PBX.
  3. In the folder examples/office:
       pulumi login --local
       pulumi stack init live
       pulumi config set ozeki:url http://HOST:7780
       pulumi config set --secret receptionPassword
       pulumi preview
     Until here nothing has changed on the PBX. If the preview shows what you
     want:
       pulumi up

To try it without a PBX, run \`npx pulumi-ozeki simulate\` in another terminal,
and use 127.0.0.1 as HOST.`;

await runScript(async (signal) => {
  print.line(INTRODUCTION);
  const pulumi = await setUp(ROOT, signal);
  await runDemo(ROOT, pulumi, signal);
  print.line(nextSteps(pulumi));
});
