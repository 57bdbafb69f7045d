import { didYouMean } from "../../provider/api/suggestion";
import { CommandFailed } from "./terminal";

const MAX_LIST_LENGTH = 60;

/** A name on the command line that does not exist. */
export interface UnknownName {
  /** What it is the name of, such as `command`. */
  what: string;
  given: string;
  /** All names that exist. */
  known: readonly string[];
  /** The command line that lists them. */
  listedBy: string;
}

/** The failure of a command for a name that does not exist: it says which one was meant, or else what there is. */
export function unknownName({ what, given, known, listedBy }: UnknownName): CommandFailed {
  const list = known.join(", ");
  const all = list.length > MAX_LIST_LENGTH ? `\`${listedBy}\` lists all of them.` : `Choose one of: ${list}.`;
  return new CommandFailed(`error: unknown ${what} '${given}'. ${didYouMean(given, known, all)}`, 2);
}
