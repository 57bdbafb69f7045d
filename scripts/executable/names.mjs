import { ExecutableFailed } from "./failed.mjs";

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const SYSTEMS = { linux: "linux", darwin: "darwin", win32: "windows" };
/** @type {Record<string, string>} */
const PROCESSORS = { x64: "amd64", arm64: "arm64" };

/**
 * What Pulumi calls the executable and its archive on a platform.
 * @param {string} version
 * @param {{ platform: NodeJS.Platform, arch: string }} [machine]
 */
export function namesFor(version, { platform, arch } = process) {
  const system = SYSTEMS[platform];
  const processor = PROCESSORS[arch];
  if (system === undefined || processor === undefined) {
    throw new ExecutableFailed(`Pulumi has no plugins for ${platform} ${arch}: build on Linux, macOS or Windows.`);
  }
  return {
    executable: platform === "win32" ? "pulumi-resource-ozeki.exe" : "pulumi-resource-ozeki",
    archive: `pulumi-resource-ozeki-v${version}-${system}-${processor}.tar.gz`,
  };
}
