import { Foreseen } from "../shared/foreseen.mjs";

/** Why the package was not built: one line, which says what to do. */
export class BuildFailed extends Foreseen {}
