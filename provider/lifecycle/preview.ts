import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { isUnknown, UNKNOWN } from "../types/unknown";
import type { ProgramInputs } from "../types/validate";
import type { CheckContext, Scope } from "./context";

/**
 * What the state will hold after a create or an update, as far as a preview can know it. Sends no request.
 *
 * @param news - the inputs of this run, as check returned them
 * @param olds - the state, for an update
 */
export function preview(
  { type, context }: Scope<CheckContext>,
  news: ResourceInputs,
  olds?: ResourceState,
): ProgramInputs {
  const place = isUnknown(news.connection) ? undefined : context.locate(news.connection);
  return { ...type.previewOutputs(news, olds), pbx: place !== undefined && "pbx" in place ? place.pbx : UNKNOWN };
}
