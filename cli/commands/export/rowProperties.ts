import type { Property, PropertyTable } from "../../../provider/types/propertyTable";
import { defaultsOf } from "../../../provider/types/propertyTable";

/**
 * What a row of an exported program declares of an extension, by the names of the properties: what the PBX holds, and only
 * where it is not the default. No row has a password: every extension keeps its own.
 */
export function rowProperties(table: PropertyTable, inputs: Readonly<Record<string, unknown>>): [string, unknown][] {
  const defaults = defaultsOf(table, inputs);
  return Object.entries(table)
    .filter(([, property]) => isOfExtension(property) && property.secret !== "always")
    .map(([name, { required }]) => ({ name, isRequired: required !== undefined, value: inputs[name] }))
    .filter(({ name, isRequired, value }) => value !== undefined && (isRequired || !isSame(value, defaults[name])))
    .map(({ name, value }) => [name, value]);
}

/** Whether a property says what the extension is on the PBX, and not what Pulumi does with it. */
function isOfExtension({ element, required, type }: Property): boolean {
  return element !== undefined || required !== undefined || type === "elements" || type === "xml";
}

function isSame(value: unknown, byDefault: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(byDefault);
}
