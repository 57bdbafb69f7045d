import { ConfigurationError } from "./configurationKeys";

/**
 * Reads the address of a PBX.
 *
 * @param address - what is configured, such as `http://10.0.0.5:7780` or `http://pbx:7780/`
 * @param where - the configuration key, for the message
 * @returns the origin, without a trailing slash
 * @throws ConfigurationError without the address where it may carry a password
 */
export function readOrigin(address: string, where: string): string {
  const example = "write it like http://HOST:7780";
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new ConfigurationError(`${where} is no address of a PBX: ${example}`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ConfigurationError(`${where} does not start with http:// or https://: ${example}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError(
      `${where} carries a user name or a password, which would be printed and stored in the clear: take it out, ` +
        "and set ozeki:username and ozeki:password instead (the latter with --secret)",
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError(`${where} goes on after the port, but the PBX answers at its root: ${example}`);
  }
  return url.origin;
}
