import type { Property } from "../../provider/types/propertyTable";
import { elementProperties } from "../../provider/types/propertyTable";
import type { Inputs } from "../../provider/types/sipExtension/table";
import { sipExtensionTable } from "../../provider/types/sipExtension/table";

/** The names of all properties of a SIP extension, in the order of messages. */
export const propertyNames = Object.keys(sipExtensionTable) as (keyof Inputs)[];

/** The names of the properties of these types. */
export function propertiesOfType(...types: Property["type"][]): (keyof Inputs)[] {
  return propertyNames.filter((name) => types.includes(sipExtensionTable[name].type));
}

/** A value for each property, none of them the default, and no two strings alike: one that is lost or swapped is noticed. */
export function everyProperty(): Required<Inputs> {
  const table: Readonly<Record<string, Property>> = sipExtensionTable;
  return Object.fromEntries(
    Object.entries(table).map(([name, property]) => [name, valueFor(name, property)]),
  ) as unknown as Required<Inputs>;
}

/** The text of every element of its own, as a PBX holds it for these inputs; what is left out has none. */
export function elementTexts(inputs: Readonly<Partial<Inputs>>): Record<string, string> {
  return Object.fromEntries(
    elementProperties(sipExtensionTable).flatMap(({ name, element }) => {
      const value = inputs[name as keyof Inputs];
      return value === undefined ? [] : [[element, String(value)]];
    }),
  );
}

function valueFor(name: string, { type, default: byDefault }: Property): unknown {
  switch (type) {
    case "id":
      return "1000";
    case "boolean":
      return byDefault !== true;
    case "version":
      return 2;
    case "elements":
      return { Codec: "PCMA" };
    case "xml":
      return "<Codecs/>";
    case "string":
      return `the ${name}`;
  }
}
