import { chmod, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { BuildFailed } from "./failed.mjs";

const NAME = "pulumi-resource-ozeki";

/** Windows starts no file by its first line. */
const FOR_WINDOWS = `@node "%~dp0${NAME}" %*\r\n`;

/**
 * Makes the native plugin: one file, with all that it loads in it. It starts in the time in which Node reads one file
 * instead of hundreds, and needs nothing beside it.
 * @param {string} root
 * @param {string} out the folder that becomes dist/
 * @param {{ say: (line: string) => void }} options
 */
export async function bundlePlugin(root, out, { say }) {
  const { version, bin = {} } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  if (!(NAME in bin)) return;
  const schema = JSON.parse(await readFile(join(root, "schema.json"), "utf8"));
  const file = join(out, "plugin", NAME);
  try {
    await bundler(root).build({
      absWorkingDir: root,
      entryPoints: [join(root, "provider", "adapters", "native", "main.ts")],
      outfile: file,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      // Names stay: a defect is reported with its stack.
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: "eof",
      logLevel: "silent",
      // Programs call functions through the SDK; the plugin never loads it.
      plugins: [
        {
          name: "without the SDK",
          setup: ({ onResolve }) =>
            onResolve({ filter: /^@pulumi\/pulumi$/ }, ({ path }) => ({ path, external: true })),
        },
      ],
      define: {
        PULUMI_OZEKI_VERSION: JSON.stringify(version),
        PULUMI_OZEKI_SCHEMA: JSON.stringify(JSON.stringify({ ...schema, version })),
      },
    });
  } catch (error) {
    for (const { text, location } of /** @type {import("esbuild").BuildFailure} */ (error).errors ?? []) {
      say(`${location?.file}:${location?.line}: ${text}`);
    }
    throw new BuildFailed("The plugin was not bundled: mend what esbuild says above.");
  }
  await chmod(file, 0o755);
  await writeFile(`${file}.cmd`, FOR_WINDOWS);
}

/**
 * @param {string} root
 * @returns {typeof import("esbuild")}
 */
function bundler(root) {
  try {
    return createRequire(join(root, "package.json"))("esbuild");
  } catch {
    throw new BuildFailed("esbuild is not installed here: run `npm install` in the project's folder.");
  }
}
