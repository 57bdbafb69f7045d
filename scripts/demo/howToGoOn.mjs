/**
 * The last words: how somebody gets from here to their own PBX.
 * @param {import("../pulumi/ensure.mjs").Pulumi} pulumi
 * @returns {string[]}
 */
export function howToGoOn({ folder, source }) {
  return [
    "",
    "That was all. The simulator, the stack and its files are gone again.",
    "",
    "Now with your own PBX; examples/office/README.md says more about each step:",
    "",
    ...(source === "path" ? [] : [`  0. Put Pulumi on your PATH. It is in ${folder}`]),
    "  1. On the PBX, let this computer use the HTTP API.",
    "  2. In examples/office/department.ts, list your own telephones, with numbers that are free on the PBX.",
    "  3. In the folder examples/office:",
    "       pulumi login --local",
    "       pulumi stack init live",
    "       pulumi config set ozeki:url http://HOST:7780",
    "       pulumi config set --secret receptionPassword",
    "       pulumi preview",
    "     Until here nothing has changed on the PBX. When you like what the preview shows:",
    "       pulumi up",
    "",
    "To try things without a PBX, run `npx pulumi-ozeki simulate` in another terminal, and say 127.0.0.1 for HOST.",
  ];
}
