import { ScriptError } from "../scripts/shared/runScript.mjs";

/** There are no figures, for a reason that the user can fix. */
export class CannotMeasure extends ScriptError {}
