import { createHash } from "node:crypto";

const LONGEST = 60;
const PLAIN = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

/**
 * The name that a resource gets from its extension's ID: the ID itself where that can be a name, and else what is left
 * of it, with a few letters of a digest, so that two IDs never get one name. It depends on this ID alone: an extension that
 * comes or goes changes the name of no other.
 */
export function resourceName(extensionId: string): string {
  if (extensionId.length <= LONGEST && PLAIN.test(extensionId) && !LOOKS_DIGESTED.test(extensionId)) {
    return extensionId;
  }
  // Cut off first: the last pattern would try every place of a long run of dots.
  const cleaned = extensionId
    .slice(0, LONGEST)
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
  const digest = createHash("sha256").update(extensionId).digest("hex").slice(0, 12);
  return `${cleaned === "" ? "extension" : cleaned}-${digest}`;
}

/** An ID of the very form that another ID may get: it gets a digest of its own. */
const LOOKS_DIGESTED = /-[0-9a-f]{12}$/;
