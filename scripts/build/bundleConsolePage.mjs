import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The page of the simulator's web console as one HTML document that loads nothing: its script and its style are part of it.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function bundleConsolePage(root) {
  const folder = join(root, "simulator", "console", "page");
  const [script, style, html] = await Promise.all([
    bundle(root, join(folder, "main.ts")),
    bundle(root, join(folder, "page.css")),
    readFile(join(folder, "page.html"), "utf8"),
  ]);
  return html
    .replace("<!-- STYLE -->", () => `<style>${style.replaceAll("</style", "<\\/style")}</style>`)
    .replace("<!-- SCRIPT -->", () => `<script>${script.replaceAll("</script", "<\\/script")}</script>`);
}

/**
 * @param {string} root
 * @param {string} entry
 */
async function bundle(root, entry) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    bundle: true,
    format: "iife",
    target: ["chrome120", "firefox121", "safari17"],
    tsconfig: join(root, "simulator", "console", "page", "tsconfig.json"),
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text.trim() ?? "";
}
