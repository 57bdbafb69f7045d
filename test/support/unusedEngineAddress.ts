import { randomInt } from "node:crypto";

/**
 * An address at which no engine listens, for a provider process without one. The processes of one engine share what they
 * claim: two tests at the same time must not be taken for one run.
 */
export function unusedEngineAddress(): string {
  return `127.0.0.${randomInt(2, 255)}:${randomInt(1, 65_536)}`;
}
