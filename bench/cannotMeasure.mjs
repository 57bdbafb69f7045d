/** There are no figures, for a reason that was foreseen: the message is all that there is to say. */
export class CannotMeasure extends Error {
  name = "CannotMeasure";
}
