import type { Properties } from "../../secrets/properties";
import { withPlaceholders } from "../../types/propertyTable";
import type { ResourceType } from "../../types/resourceType";
import { resourceTypes } from "../../types/resourceTypes";
import { nativeToken } from "../../types/tokens";

/** The resource types of the native plugin, by their tokens. */
const nativeResources: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.entries(resourceTypes).map(([name, type]) => [nativeToken(name), type as ResourceType]),
);

/** The resource type of a URN; undefined for one that this plugin does not have. */
export function resourceTypeOf(urn: string): ResourceType | undefined {
  const { type } = urnParts(urn);
  return Object.hasOwn(nativeResources, type) ? nativeResources[type] : undefined;
}

/** The inputs of a program as the lifecycle takes them: as the class of the dynamic resource passes them. */
export function prepareInputs({ table }: ResourceType, urn: string, inputs: Properties): Properties {
  const { project, stack } = urnParts(urn);
  return withPlaceholders(table, inputs, () => `${project}/${stack}`);
}

/** The parts of a URN. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The type's token without the types of its parents, such as `ozeki:index:SipExtension`. */
  type: string;
}

/** Splits a URN: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. A name may have colons of its own. */
export function urnParts(urn: string): UrnParts {
  const [stack = "", project = "", types = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, type: types.slice(types.lastIndexOf("$") + 1) };
}
