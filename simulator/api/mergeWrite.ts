import { documentedOrder } from "../extensionType";
import type { HeldExtension } from "../pbxState";
import type { Switches } from "../switches";
import type { XmlElement, XmlName } from "../xml/xmlElement";
import { childElements } from "../xml/xmlElement";

/**
 * What the PBX holds after a write: what was written in full, and the run-time values, which are its own. Those that
 * a write brings along are not taken.
 *
 * @param present - the extension that a ModifyConfig replaces; undefined for AddConfig
 */
export function mergeWrite(
  present: HeldExtension | undefined,
  written: HeldExtension,
  switches: Switches,
): HeldExtension {
  const { type } = written;
  const isNamedIn = (names: readonly string[]) => (child: XmlElement) =>
    child.name.namespace === "" && names.includes(child.name.local);
  const isRunTime = isNamedIn(type.runTime ?? []);
  const isDocumented = isNamedIn(documentedOrder(type));
  const taken = childElements(written.config).filter(
    (child) => !isRunTime(child) && (isDocumented(child) || switches.unknownElements === "kept"),
  );
  const before = present === undefined ? [] : childElements(present.config);
  const unwritten =
    switches.unwrittenElements === "kept"
      ? before.filter((child) => !isRunTime(child) && !taken.some((other) => isSameName(other.name, child.name)))
      : [];
  const children = [...taken, ...unwritten];
  for (const [index, child] of before.entries()) {
    if (isRunTime(child)) {
      // It stays in front of what it stood in front of.
      const next = before.slice(index + 1).find((other) => !isRunTime(other));
      const place = next === undefined ? -1 : children.findIndex((other) => isSameName(other.name, next.name));
      children.splice(place < 0 ? children.length : place, 0, child);
    }
  }
  return { ...written, config: { ...written.config, children } };
}

function isSameName(one: XmlName, other: XmlName): boolean {
  return one.local === other.local && one.namespace === other.namespace;
}
