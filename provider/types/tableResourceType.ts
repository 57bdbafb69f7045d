// Not from the index: check and diff load no HTTP library.
import { ConfigXml } from "../api/configXml";
import type { Properties, Secrets } from "../secrets/properties";
import { mergeSecrets, secretElements, secretXml } from "../secrets/properties";
import { declaredElements, isInPlace, isSameXml, presentXml } from "./declaredElements";
import type { ElementText } from "./elementText";
import { changedElements, hasText, readBoolean, shapeProblem, withElementTexts } from "./elementText";
import { UnreadableExtension } from "./errors";
import type { Property } from "./propertyTable";
import { defaultsOf, elementProperties, isAlwaysSet, isSameVersion } from "./propertyTable";
import type { ResourceInputs, ResourceState } from "./resourceState";
import type { ResourceType } from "./resourceType";
import type { TableDefinition } from "./tableRules";
import { rulesOf } from "./tableRules";
import { isUnknown } from "./unknown";

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
    // An element with children, attributes or a duplicate is more than text: overwriting it would lose what the PBX
    // keeps there. Attributes of the documented elements are harmless: they stay, and a nil one is simply empty.
    // An element of a property that is left out is not written.
    const written = holders.filter(
      ({ name, property }) => isAlwaysSet(property) || propertyOf(managed, name) !== undefined,
    );
    for (const { element } of written) {
      const shape = found.shape(element);
      if (shape === "repeated" || shape === "structured") {
        refuse(`its element ${element} ${shapeProblem(shape)}`);
      }
    }
    for (const name of Object.keys(elementsOf(managed))) {
      const shape = found.shape(name);
      if (shape !== "absent" && shape !== "text") {
        const wayOut = "xml" in table ? "declare it in `xml`, or remove it" : "remove it from `elements`";
        refuse(
          `its element ${name}, which \`elements\` names, ${shapeProblem(shape)}; ${wayOut}, and it will be kept as it is`,
        );
      }
    }
    const missing = holders.find(
      ({ element, property }) => property.secret === "always" && found.shape(element) === "absent",
    );
    if (missing !== undefined) {
      // Read as an empty one, it would be written back over the phone's real password.
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
      withElements(withElementTexts(found.without(runTimeElements), expand(inputs)), propertyOf(inputs, "xml")),

    isWriteNeeded(found, inputs, olds) {
      // Of an element that the PBX does not return, only the state is known. Its absence alone does not need a write:
      // such a PBX would be written at every update.
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

    missingElements(found, inputs) {
      const hidden = holders.filter(({ property }) => property.mayBeHidden).map(({ element }) => element);
      const names = [
        ...expand(inputs).flatMap(([name, text]) => (text === "" || hidden.includes(name) ? [] : [name])),
        ...declaredElements(propertyOf(inputs, "xml")).keys(),
      ];
      return names.filter((name) => found.shape(name) === "absent");
    },

    keepNotice: () => undefined,

    afterRefresh: (_state, present) => present,

    rememberedInputs: [],

    driftNotice: () => undefined,
  };
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

/** Whether the PBX returns the value. */
function isOnPbx(property: Property | undefined): boolean {
  return property?.element !== undefined || property?.type === "elements" || property?.type === "xml";
}

function changedPaths(name: string, property: Property | undefined, olds: object, news: object): string[] {
  const [old, value] = [propertyOf(olds, name), propertyOf(news, name)];
  if (property?.type === "elements") {
    return changedElements(old as never, value as never);
  }
  return isSameValue(property?.type, old, value) ? [] : [name];
}

function isSameValue(type: Property["type"] | undefined, old: string | undefined, value: string | undefined): boolean {
  switch (type) {
    case "xml":
      return isUnknown(value) ? old === value : isSameXml(old, value);
    case "version":
      return isSameVersion(old, value);
    default:
      return old === value;
  }
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
