import { isIP } from "node:net";

/**
 * Whether a host is this machine.
 *
 * @param host - a name or an address, without the brackets of IPv6
 */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
