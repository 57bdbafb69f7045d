/** There are no figures, for an expected reason, which the message explains completely. */
export class CannotMeasure extends Error {
  name = "CannotMeasure";
}
