import { CannotMeasure } from "../cannotMeasure.mjs";
import { describe } from "../pbx/tally.mjs";

/**
 * Sides that do not send the same are not compared: a provider that sends less is not faster, it does less.
 * @param {Map<string, import("./lap.mjs").Lap>} laps of one round, by side
 * @throws {CannotMeasure} where number, kind or size of the requests differ
 */
export function refuseDifferentRequests(laps) {
  const [first, ...others] = laps;
  if (first === undefined) return;
  const [name, lap] = first;
  for (const [otherName, other] of others) {
    for (const [step, { requests }] of Object.entries(lap.seen)) {
      const one = describe(requests);
      const another = describe(other.seen[step]?.requests ?? {});
      if (one !== another) {
        throw new CannotMeasure(
          `Not to be compared: in ${step}, ${name} sent ${one}, but ${otherName} sent ${another}.`,
        );
      }
    }
  }
}
