import type { CheckContext } from "./context";
import type { Declared, Held } from "./declared";
import type { Kind } from "./kind";
import type { ProgramInputs } from "./rules/validate";
import { isUnknown, UNKNOWN } from "./unknown";

/**
 * What the state will hold after a create or an update, as far as a preview can tell. Sends nothing.
 *
 * @param news - the inputs of this run, as check returned them
 * @param olds - the state, for an update
 */
export function foresee<Inputs extends Declared>(
  context: CheckContext,
  kind: Kind<Inputs>,
  news: Inputs,
  olds?: Held<Inputs>,
): ProgramInputs {
  const place = isUnknown(news.connection) ? undefined : context.locate(news.connection);
  return { ...kind.foreseen(news, olds), pbx: place !== undefined && "pbx" in place ? place.pbx : UNKNOWN };
}
