import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { fileName } from "../pulumi/programs.mjs";
import { outputOf } from "../shared/outputOf.mjs";
import { ScriptError } from "../shared/runScript.mjs";
import { withTemporaryFolder } from "../shared/temporaryFolder.mjs";

/**
 * Installs the archive by Pulumi: from the file, and from a server, as Pulumi does with the schema's `pluginDownloadURL`. Each
 * time into an empty folder.
 * @param {{ archive: string, version: string, temporary: string, pulumi: import("../pulumi/findPulumi.mjs").Pulumi }} options
 * @param {AbortSignal} signal
 */
export async function tryArchive({ archive, version, temporary, pulumi }, signal) {
  const install = (/** @type {string[]} */ ...source) =>
    withTemporaryFolder(temporary, async (home) => {
      const env = { ...process.env, ...pulumi.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
      const options = { cwd: home, env, signal };
      await outputOf(pulumi.pulumi, ["plugin", "install", "resource", "ozeki", `v${version}`, ...source], options);
      const plugins = JSON.parse(await outputOf(pulumi.pulumi, ["plugin", "ls", "--json"], options));
      const isInstalled = plugins.some(
        (/** @type {{ name: string, version: string }} */ plugin) =>
          plugin.name === "ozeki" && plugin.version === version,
      );
      if (!isInstalled) throw new ScriptError(`Pulumi did not install ozeki ${version} by ${source[0]}.`);
      // What was unpacked must start.
      const folder = join(home, "plugins", `resource-ozeki-v${version}`);
      const program = join(folder, fileName("pulumi-resource-ozeki"));
      const printed = await outputOf(program, ["--version"], options);
      if (printed !== version) throw new ScriptError(`The installed plugin is version ${printed}, not ${version}.`);
    });
  await install("--file", archive);
  const server = await serveArchive(archive);
  try {
    await install("--server", server.url);
  } finally {
    server.close();
  }
}

/**
 * Serves one archive by its name, and nothing else.
 * @param {string} archive
 */
async function serveArchive(archive) {
  const content = await readFile(archive);
  const server = createServer(({ url }, response) => {
    if (url === `/${basename(archive)}`) response.end(content);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
