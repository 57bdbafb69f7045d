import { ConfigurationError } from "./errors";
import type { ConnectionSources } from "./settingSources";
import { ADDRESS, howToSetLogin } from "./settingSources";

/** Whether two addresses name one PBX. One that is not an address names none but itself. */
export function isSameOrigin(one: string | undefined, other: string): boolean {
  return (
    one === other ||
    (one !== undefined && URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin)
  );
}

/**
 * Reads the address of a PBX.
 *
 * @param address - such as `http://10.0.0.5:7780` or `http://pbx:7780/`
 * @returns the origin, without a trailing slash
 * @throws ConfigurationError without the address, which may hold a password
 */
export function readOrigin(address: string, sources: ConnectionSources): string {
  const { name } = sources.url;
  const example = `write it like ${ADDRESS}`;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new ConfigurationError(`${name} is not the address of a PBX: ${example}`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new ConfigurationError(`${name} does not start with http:// or https://: ${example}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError(
      `${name} must not contain a user name or a password, because it is printed and stored in clear text. Remove it, and ${howToSetLogin(sources)}`,
    );
  }
  // Such a host cannot exist, and its name would be printed in commands to copy.
  if (!/^(\[[\da-f:.]+\]|[\w.-]+)$/i.test(url.hostname)) {
    throw new ConfigurationError(`${name} contains a character that a host name cannot have: ${example}`);
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new ConfigurationError(`${name} must not contain a path: ${example}`);
  }
  return url.origin;
}
