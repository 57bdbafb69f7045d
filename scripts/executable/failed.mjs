import { Foreseen } from "../shared/foreseen.mjs";

/** Why the executable was not made: one line, which says what to do. */
export class ExecutableFailed extends Foreseen {}
