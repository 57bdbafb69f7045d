/** The oldest CLI that will do: from it on an import file may carry inputs and outputs, which `pulumi-ozeki export` needs. */
export const MINIMUM_CLI = "3.254.0";

/** The CLI that is installed where none is found. */
export const CLI = "3.274.1";

/**
 * The Node language host that is built beside it. Later ones live in a Go module that the Go proxy doesn't serve; this one
 * does all that this project asks of it. The vendor's installer brings its own, of the CLI's version.
 */
export const LANGUAGE_HOST = "3.68.0";

/** The YAML language host, which is a module of its own. */
export const YAML_HOST = "1.25.0";

/** What that CLI's go.mod asks for. */
export const MINIMUM_GO = "1.26.6";

/**
 * The version in what a tool prints (`v3.274.1`, `go1.26.8`), without the marks of a development build.
 * @param {string} text
 * @returns {string | undefined}
 */
export function versionIn(text) {
  const found = /(?<![\d.])(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? `${found[1]}.${found[2]}.${found[3] ?? 0}` : undefined;
}

/**
 * Of one major version and not older: nobody knows yet what a Pulumi 4 will do.
 * @param {string} version
 * @param {string} minimum
 */
export function isNewEnough(version, minimum) {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = minimum.split(".").map(Number);
  return major === wantedMajor && (minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch));
}
