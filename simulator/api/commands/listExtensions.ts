import type { PbxState } from "../../pbxState";
import { element } from "../../xml/xmlElement";
import type { Answer } from "../answer";
import { answer } from "../answer";

/** ListExtensions: ID and type of every extension. There is no paging. */
export function listExtensions(pbx: PbxState): Answer {
  const held = [...pbx.extensions.values()];
  if (held.length === 0 && pbx.switches.emptyList === "absent") {
    return answer(200);
  }
  if (pbx.switches.listOrder === "id") {
    // By code units, not by a language's rules: the same on every machine.
    held.sort((one, other) => (one.id < other.id ? -1 : 1));
  }
  const summaries = held.map(({ id, type }) =>
    element("ExtensionSummary", [element("Id", [id]), element("Type", [type.type])]),
  );
  return answer(200, [], element("Extensions", summaries));
}
