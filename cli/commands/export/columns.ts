import type { Property, PropertyTable } from "../../../provider/types/propertyTable";
import { defaultsOf } from "../../../provider/types/propertyTable";

/** A column of the rows by which an exported program declares extensions. */
export interface Column {
  /** Its name in a row. */
  readonly name: string;
  /** The property of the resource that it sets. */
  readonly property: string;
  readonly type: string;
  /** Whether every row has it; others leave it out where the value is the default. */
  readonly isRequired: boolean;
  readonly comment: string | undefined;
  /** The value in a row; undefined where the row leaves it out. */
  valueIn(inputs: object): unknown;
}

/** Long rows are hard to compare: the columns of every row have short names. */
const shortNames: Readonly<Record<string, string>> = { extensionId: "id", userId: "user" };

const types = {
  id: "string",
  string: "string",
  boolean: "boolean",
  version: "string | number",
  elements: "Record<string, string>",
  xml: "string",
} as const satisfies Record<Property["type"], string>;

/** The columns that declare what an extension is. A password has none: every extension keeps its own. */
export function columnsOf(table: PropertyTable): Column[] {
  return Object.entries(table)
    .filter(([, property]) => isOfExtension(property) && property.secret !== "always")
    .map(([name, property]): Column => {
      const isRequired = property.required !== undefined;
      return {
        name: shortNames[name] ?? name,
        property: name,
        type: types[property.type],
        isRequired,
        comment: commentOn(property),
        valueIn(inputs) {
          const value = (inputs as Record<string, unknown>)[name];
          const byDefault = defaultsOf(table, inputs as Record<string, unknown>)[name];
          return JSON.stringify(value) === JSON.stringify(byDefault) && !isRequired ? undefined : value;
        },
      };
    });
}

/** Whether a property says what the extension is on the PBX, and not what Pulumi does with it. */
function isOfExtension({ element, required, type }: Property): boolean {
  return element !== undefined || required !== undefined || type === "elements" || type === "xml";
}

function commentOn({ element, type }: Property): string | undefined {
  if (element !== undefined) {
    return `Element \`${element}\`.`;
  }
  if (type === "elements") {
    return "Elements that are text, by their names.";
  }
  return type === "xml" ? "Elements that are more than text, as XML." : undefined;
}
