// Not from the index: check and diff load no HTTP library.
import { ConfigXml } from "../api/configXml";
import type { Properties, Secrets } from "../secrets/properties";
import { mergeSecrets, secretElements, secretXml } from "../secrets/properties";
import { declaredElements, isInPlace, isSameXml, presentXml } from "./declaredElements";
import type { ElementText } from "./elementText";
import { changedElements, hasText, readBoolean, shapeProblem, withTexts } from "./elementText";
import { UnreadableExtension } from "./errors";
import type { Property, PropertyTable } from "./propertyTable";
import { defaultsOf, elementProperties, isAlwaysSet } from "./propertyTable";
import type { ResourceInputs, ResourceState } from "./resourceState";
import type { ExtensionType, ResourceType } from "./resourceType";
import type { Rule } from "./rules";
import { boolean, elementTexts, extensionId, string, version, xmlElements } from "./rules";
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

/** The part of a resource type that follows from its table. */
export type TableResourceType<Inputs extends ResourceInputs> = Omit<
  ResourceType<Inputs>,
  "type" | "describe" | "invalidConfigHint"
>;

/** Derives a resource type from its table. What a table cannot express, the type overrides. */
export function tableResourceType<Inputs extends ResourceInputs>(
  definition: TableDefinition<Inputs>,
): TableResourceType<Inputs> {
  const { table, typeOf, runTimeElements = [] } = definition;
  const names = Object.keys(table);
  const holders = elementProperties(table);
  const { elementOrder = [] } = definition;
  const rank = (element: string) => (elementOrder.includes(element) ? elementOrder.indexOf(element) : Number.MAX_VALUE);
  const inWriteOrder = [...holders].sort((one, other) => rank(one.element) - rank(other.element));
  const expand = (inputs: ResourceInputs): ElementText[] => [
    ...inWriteOrder.flatMap(({ name, element, property }): ElementText[] => {
      const value = propertyOf(inputs, name);
      return value === undefined ? [] : [[element, String(value), property.type === "boolean"]];
    }),
    ...Object.entries(elementsOf(inputs)),
  ];

  const assertWritable = (found: ConfigXml, managed: ResourceInputs, pbx: string) => {
    const refuse = (why: string) => {
      throw new UnreadableExtension(pbx, managed.extensionId, why);
    };
    // An element with children, attributes or a duplicate is more than a text: overwriting it would lose what the PBX
    // keeps there. Attributes of the documented elements do no harm: they stay, and a nil one is simply empty.
    for (const { element } of holders) {
      const shape = found.shape(element);
      if (shape === "repeated" || shape === "structured") {
        refuse(`its element ${element} ${shapeProblem(shape)}`);
      }
    }
    for (const name of Object.keys(elementsOf(managed))) {
      const shape = found.shape(name);
      if (shape !== "absent" && shape !== "text") {
        const wayOut = "xml" in table ? "declare it in `xml`, or take it out" : "take it out of `elements`";
        refuse(
          `its element ${name}, which \`elements\` names, ${shapeProblem(shape)}; ${wayOut}, and it will be kept as it is`,
        );
      }
    }
    const missing = holders.find(
      ({ element, property }) => property.secret === "always" && found.shape(element) === "absent",
    );
    if (missing !== undefined) {
      // Taken for an empty one, it would be written back over the phone's real password.
      refuse(`its element ${missing.element} is missing`);
    }
  };

  return {
    table,

    rules: rulesOf(definition),

    secretsIn: (properties) =>
      names.map((name) => secretsInProperty(name, table[name], properties)).reduce(mergeSecrets, undefined),

    applyDefaults: (_olds, given) => ({ ...defaultsOf(table, given), ...given }),

    replaceProperties: (olds, news) =>
      names.filter((name) => table[name]?.replaces === "in place" && propertyOf(news, name) !== propertyOf(olds, name)),

    changed: (olds, news) =>
      names
        .filter((name) => table[name]?.replaces === undefined && name !== "adopt" && name !== "connection")
        .flatMap((name) => changedPaths(name, table[name], olds, news)),

    typeOf,

    configOf: (inputs) =>
      withElements(
        ConfigXml.create(
          typeOf(inputs).knownType,
          expand(inputs).map(([name, text]) => [name, text]),
        ),
        propertyOf(inputs, "xml"),
      ),

    flatten(found, managed, pbx) {
      assertWritable(found, managed, pbx);
      const values: Record<string, unknown> = { ...(managed as object), pbx };
      for (const { name, property, element } of holders) {
        if (property.type !== "id" && (values[name] !== undefined || isAlwaysSet(property))) {
          values[name] = valueIn(found, { name, property, element }, managed, pbx);
        }
      }
      values.elements = Object.fromEntries(
        Object.entries(elementsOf(managed)).map(([name, text]) => [
          name,
          hasText(found, [name, text]) ? text : (found.text(name) ?? ""),
        ]),
      );
      if (typeof values.xml === "string") {
        values.xml = presentXml(found, values.xml);
      }
      return values as unknown as ResourceState<Inputs>;
    },

    assertWritable,

    differing: (present, inputs) =>
      names.filter((name) => isOnPbx(table[name])).flatMap((name) => changedPaths(name, table[name], present, inputs)),

    adoptInputs: (inputs) => inputs,

    updateInputs: (_olds, news) => news,

    previewOutputs: (news) => ({ ...(news as object) }),

    wasCreatedByUs: () => false,

    overlay: (found, inputs) =>
      withElements(withTexts(found.without(runTimeElements), expand(inputs)), propertyOf(inputs, "xml")),

    isWriteNeeded(found, inputs, olds) {
      // An element that the PBX does not return cannot tell whether it is as declared: then the state's memory has to do.
      // Its absence alone is no reason to write: such a PBX would be written at every update.
      const hidden = holders.filter(
        ({ property, element }) => property.mayBeHidden && found.text(element) === undefined,
      );
      return (
        hidden.some(({ name }) => olds !== undefined && propertyOf(olds, name) !== propertyOf(inputs, name)) ||
        expand(inputs).some(
          (wanted) => !hidden.some(({ element }) => element === wanted[0]) && !hasText(found, wanted),
        ) ||
        [...declaredElements(propertyOf(inputs, "xml"))].some(([name, elements]) => !isInPlace(found, name, elements))
      );
    },

    keepNotice: () => undefined,

    afterRefresh: (_state, present) => present,

    rememberedInputs: [],

    driftNotice: () => undefined,
  };
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

function rulesOf<Inputs extends ResourceInputs>(definition: TableDefinition<Inputs>): Rules {
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
      entries.map(([name, { type }]) => [name, (value) => extra[name]?.(value) ?? ofType[type](value)]),
    ),
    required: Object.fromEntries(
      entries.flatMap(([name, { required, isGenerated }]) => {
        if (isGenerated) {
          const way = `leave the property out to have a strong ${name} generated`;
          return [[name, `was given, but has no value: give it one, or ${way}`]];
        }
        return required === undefined ? [] : [[name, required === true ? "is required" : `is required: ${required}`]];
      }),
    ),
    maySecretlyHold: new Set(entries.filter(([, { secret }]) => secret !== undefined).map(([name]) => name)),
    instead(name) {
      const owner = ownerOfElement(definition, name);
      return typeof owner === "object" ? owner.property : undefined;
    },
    together: (given) => [...together(given), ...("xml" in table ? declaredInBoth(given, ofType.xml) : [])],
  };
}

function declaredInBoth({ elements, xml }: ProgramInputs, xmlRule: Rule): (readonly [string, string])[] {
  if (typeof xml !== "string" || isUnknown(xml) || xmlRule(xml) !== undefined) {
    return [];
  }
  const names = typeof elements === "object" && elements !== null ? Object.keys(elements) : [];
  const inXml = declaredElements(xml);
  const twice = names.filter((name) => inXml.has(name));
  return twice.length === 0
    ? []
    : [["xml", `declares ${twice.join(", ")}, which \`elements\` declares as well: leave one of the two out`]];
}

function secretsInProperty(name: string, property: Property | undefined, properties: Properties): Secrets {
  if (property?.secret === "always") {
    return { [name]: true };
  }
  if (property?.secret === "inside") {
    return property.type === "xml" ? secretXml(properties) : secretElements(properties);
  }
  return undefined;
}

/** Whether the PBX can tell the value. */
function isOnPbx(property: Property | undefined): boolean {
  return property?.element !== undefined || property?.type === "elements" || property?.type === "xml";
}

function changedPaths(name: string, property: Property | undefined, olds: object, news: object): string[] {
  const [old, value] = [propertyOf(olds, name), propertyOf(news, name)];
  if (property?.type === "elements") {
    return changedElements(old as never, value as never);
  }
  const isSame = property?.type === "xml" && !isUnknown(value) ? isSameXml(old, value) : old === value;
  return isSame ? [] : [name];
}

function valueIn(
  found: ConfigXml,
  { name, property, element }: { name: string; property: Property; element: string },
  managed: ResourceInputs,
  pbx: string,
): unknown {
  const text = found.text(element);
  if (text === undefined && property.mayBeHidden) {
    return propertyOf(managed, name);
  }
  if (property.type !== "boolean") {
    return text ?? "";
  }
  const value = readBoolean(text ?? "");
  if (value === undefined) {
    throw new UnreadableExtension(pbx, managed.extensionId, `its ${element} is neither true nor false`);
  }
  return value;
}

function withElements(config: ConfigXml, xml: string | undefined): ConfigXml {
  return [...declaredElements(xml)].reduce(
    (result, [name, elements]) => (isInPlace(result, name, elements) ? result : result.withElements(name, elements)),
    config,
  );
}

function elementsOf(inputs: object): Readonly<Record<string, string>> {
  return (inputs as { elements?: Record<string, string> }).elements ?? {};
}

/** A property of a type that the lifecycle does not know; a string, or compared only. */
function propertyOf(inputs: object, name: string): string | undefined {
  return (inputs as Record<string, string | undefined>)[name];
}
