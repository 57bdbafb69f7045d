import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { npm } from "../shared/outputOf.mjs";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";

/**
 * The list of all packages that this one brings (CycloneDX), in the versions of package-lock.json. Of a folder with workspaces
 * npm makes none, so it works on a copy without them and without what only development needs.
 * @param {string} root
 * @param {AbortSignal} signal
 * @returns {Promise<string>} JSON
 */
export async function makeSbom(root, signal) {
  return withTemporaryFolder(buildCache(root), async (folder) => {
    const read = async (/** @type {string} */ file) => JSON.parse(await readFile(join(root, file), "utf8"));
    const write = (/** @type {string} */ file, /** @type {object} */ content) =>
      writeFile(join(folder, file), JSON.stringify(content));
    const { workspaces, devDependencies, ...manifest } = await read("package.json");
    const lock = await read("package-lock.json");
    const { workspaces: _, ...self } = lock.packages[""];
    const installed = Object.entries(lock.packages).filter(
      ([path, { link }]) => path.startsWith("node_modules/") && !link,
    );
    await write("package.json", manifest);
    await write("package-lock.json", { ...lock, packages: { "": self, ...Object.fromEntries(installed) } });
    const options = { cwd: folder, signal };
    // Removes from the lock file what only development needs. All that it has to know is in there.
    await npm(["install", "--package-lock-only", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"], options);
    return npm(["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], options);
  });
}
