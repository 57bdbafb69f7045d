import { randomInt } from "node:crypto";

/**
 * An address at which no engine is, for a provider's process without one. Those of one engine tell each other what they
 * claim: two tests at the same time must not be taken for one run.
 */
export function engineOfItsOwn(): string {
  return `127.0.0.${randomInt(2, 255)}:${randomInt(1, 65_536)}`;
}
