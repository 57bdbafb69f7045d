import { isRecord } from "../secrets/properties";
import { declaredElements } from "./declaredElements";
import type { Property, PropertyTable } from "./propertyTable";
import { elementProperties } from "./propertyTable";
import type { ResourceInputs } from "./resourceState";
import type { ExtensionType } from "./resourceType";
import type { Rule } from "./rules";
import { boolean, elementTexts, extensionId, string, version, visibleString, xmlElements } from "./rules";
import { sizeProblem } from "./size";
import { isUnknown } from "./unknown";
import type { ProgramInputs, Rules } from "./validate";

/** What a resource type consists of. */
export interface TableDefinition<Inputs extends ResourceInputs> {
  readonly table: PropertyTable;
  /** How the PBX calls the type of an extension. */
  typeOf(inputs: Inputs): ExtensionType;
  /** The elements that a request names first, in this order. */
  readonly elementOrder?: readonly string[];
  /** Elements that the PBX fills in while it runs. They are never written. */
  readonly runTimeElements?: readonly string[];
  /** Rules that apply to a property in addition to those of its type. */
  readonly rules?: Readonly<Record<string, Rule>>;
  /** See {@link Rules.together}. */
  together?: Rules["together"];
}

/** Which property or part of the PBX owns an element, if it is not free for `elements`. */
export type ElementOwner = { property: string; element: string } | "run-time" | undefined;

/**
 * Finds the owner of an element.
 *
 * Upper and lower case count as one here: `userid` beside `UserID` is a typo, and would create a duplicate on the PBX.
 */
export function ownerOfElement(
  { table, runTimeElements = [] }: { table: PropertyTable; runTimeElements?: readonly string[] },
  name: string,
): ElementOwner {
  const isNamed = (element: string) => element.toLowerCase() === name.toLowerCase();
  const holder = elementProperties(table).find(({ element }) => isNamed(element));
  if (holder !== undefined) {
    return { property: holder.name, element: holder.element };
  }
  return runTimeElements.some(isNamed) ? "run-time" : undefined;
}

/** The rules that follow from a table, and those that the type adds. */
export function rulesOf<Inputs extends ResourceInputs>(definition: TableDefinition<Inputs>): Rules {
  const { table, rules: extra = {}, together = () => [] } = definition;
  const refusal = (name: string) => {
    const owner = ownerOfElement(definition, name);
    if (owner === "run-time") {
      return "is filled in by the PBX while it runs and cannot be set";
    }
    return owner && `is held by the property ${owner.property} (element ${owner.element}): set that one`;
  };
  const ofType: Record<Property["type"], Rule> = {
    id: extensionId,
    string: string(),
    boolean,
    version,
    elements: elementTexts(refusal),
    xml: xmlElements(refusal),
  };
  const entries = Object.entries(table);
  return {
    properties: Object.fromEntries(
      entries.map(([name, { type, mayEndWithSpace }]) => {
        const rule = mayEndWithSpace ? visibleString : ofType[type];
        return [name, (value) => extra[name]?.(value) ?? rule(value)];
      }),
    ),
    required: Object.fromEntries(
      entries.flatMap(([name, { required, isGenerated }]) => {
        if (isGenerated) {
          const way = `remove the property to generate a strong ${name}`;
          return [[name, `has no value: set one, or ${way}`]];
        }
        return required === undefined ? [] : [[name, required === true ? "is required" : `is required: ${required}`]];
      }),
    ),
    maySecretlyHold: new Set(entries.filter(([, { secret }]) => secret !== undefined).map(([name]) => name)),
    instead(name) {
      const owner = ownerOfElement(definition, name);
      return typeof owner === "object" ? owner.property : undefined;
    },
    together(given, olds) {
      const tooLarge = sizeProblem(given, olds);
      return [
        ...together(given, olds),
        ...("xml" in table ? declaredInBoth(given, ofType.xml) : []),
        ...(tooLarge === undefined ? [] : [tooLarge]),
      ];
    },
  };
}

function declaredInBoth({ elements, xml }: ProgramInputs, xmlRule: Rule): (readonly [string, string])[] {
  if (typeof xml !== "string" || isUnknown(xml) || xmlRule(xml) !== undefined) {
    return [];
  }
  const names = isRecord(elements) ? Object.keys(elements) : [];
  const inXml = declaredElements(xml);
  const twice = names.filter((name) => inXml.has(name));
  return twice.length === 0
    ? []
    : [["xml", `declares ${twice.join(", ")}, which \`elements\` declares as well: remove one of the two`]];
}
