/** The oldest CLI that can be used: `pulumi-ozeki export` needs inputs and outputs in an import file. */
export const MINIMUM_CLI = "3.254.0";

/** The CLI that is installed where none is found. */
export const CLI = "3.274.1";

/**
 * The Node language host that is built with that CLI. Later ones are in a Go module that the Go proxy does not serve. The
 * vendor's installer brings one of the CLI's version.
 */
export const NODE_LANGUAGE_HOST = "3.68.0";

/** The YAML language host, which is a module of its own. */
export const YAML_LANGUAGE_HOST = "1.25.0";

/** The version that the go.mod of that CLI requires. */
export const MINIMUM_GO = "1.26.6";

/** What to do where no CLI can be set up. */
export const INSTALL_PULUMI = `install Pulumi ${MINIMUM_CLI} or newer from https://www.pulumi.com/docs/install/`;

/**
 * The version in the output of a tool, such as `v3.274.1` or `go1.26.8`.
 * @param {string} text
 */
export function versionIn(text) {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0];
}

/**
 * Whether a version has the same major version as the minimum, and is not older.
 * @param {string} version
 * @param {string} minimum
 */
export function isNewEnough(version, minimum) {
  const isSameMajor = version.split(".")[0] === minimum.split(".")[0];
  return isSameMajor && version.localeCompare(minimum, "en", { numeric: true }) >= 0;
}
