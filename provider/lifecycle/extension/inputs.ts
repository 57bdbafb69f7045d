import type { ResourceInputs, ResourceState } from "../resourceType";

/** What a program declares of one extension of whatever type, after check has filled in the defaults. */
export interface Inputs extends ResourceInputs {
  /** The PBX's name for its type: the parameter `ExtensionType`. */
  type: string;
  /** The attribute `knownType` of its ConfigXML. */
  knownType: string;
  /** Elements that are a text, by name. */
  elements: Record<string, string>;
  /** Elements that are more than a text, as XML, one after the other. */
  xml?: string;
}

/** What the state remembers of one extension of whatever type. */
export type State = ResourceState<Inputs>;
