/**
 * A platform for which a release has an executable.
 * @typedef {object} Platform
 * @property {NodeJS.Platform} platform as Node names it
 * @property {string} arch as Node names it
 * @property {string} system as Pulumi names it, in the archive
 * @property {string} processor as Pulumi names it, in the archive
 * @property {string} runner the machine of GitHub Actions that makes it
 */

/** All of them: the only list. The release makes one executable for each. @type {readonly Platform[]} */
export const PLATFORMS = [
  { platform: "linux", arch: "x64", system: "linux", processor: "amd64", runner: "ubuntu-24.04" },
  { platform: "linux", arch: "arm64", system: "linux", processor: "arm64", runner: "ubuntu-24.04-arm" },
  { platform: "darwin", arch: "x64", system: "darwin", processor: "amd64", runner: "macos-15-intel" },
  { platform: "darwin", arch: "arm64", system: "darwin", processor: "arm64", runner: "macos-15" },
  { platform: "win32", arch: "x64", system: "windows", processor: "amd64", runner: "windows-2025" },
  { platform: "win32", arch: "arm64", system: "windows", processor: "arm64", runner: "windows-11-arm" },
];
