import { join } from "node:path";

/** Path of a file with a certificate or its key: see the README beside them. */
export function tlsFile(name: string): string {
  return join(__dirname, "tls", name);
}
