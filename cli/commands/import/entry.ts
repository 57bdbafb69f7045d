import { looksSecret } from "../../../provider/secrets/texts";
import { xmlMayHoldSecret } from "../../../provider/secrets/xml";
import type { ResourceState } from "../../../provider/types/resourceType";
import { inputsOf } from "../../../provider/types/resourceType";
import type { NewResource } from "./declared";
import { SHOWN_SECRET, secret } from "./secrets";

/** An entry of an import file, as `pulumi import --file` reads it. */
export interface ImportEntry {
  type: string;
  /** What the file calls it. */
  name: string;
  /** What the program calls it. */
  logicalName: string;
  id?: string;
  parent?: string;
  component?: true;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/**
 * The entry of an extension: what a refresh would put into the state, with every secret in an envelope.
 *
 * @param state - what the PBX has, in the terms of the program
 */
export function entryOf(resource: NewResource, state: ResourceState, name: string, parent?: string): ImportEntry {
  const { __provider } = resource.inputs;
  const enveloped = (properties: object) => ({ ...envelopes(properties, resource.inputs), __provider });
  return {
    type: resource.type,
    name,
    logicalName: resource.name,
    id: state.extensionId,
    ...(parent !== undefined && { parent }),
    inputs: enveloped(inputsOf(state)),
    outputs: enveloped(state),
  };
}

/** The entry of a component: it has no state of its own. */
export function componentEntry(resource: NewResource, name: string, parent?: string): ImportEntry {
  return {
    type: resource.type,
    name,
    logicalName: resource.name,
    component: true,
    ...(parent !== undefined && { parent }),
  };
}

function envelopes(properties: object, shown: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      if (name === "elements" && typeof value === "object" && value !== null) {
        return [name, elementEnvelopes(value, shown.elements)];
      }
      const isSecret =
        name === "password" ||
        shown[name] === SHOWN_SECRET ||
        (name === "xml" && typeof value === "string" && xmlMayHoldSecret(value));
      return [name, isSecret ? secret(value) : value];
    }),
  );
}

function elementEnvelopes(elements: object, shown: unknown): unknown {
  if (shown === SHOWN_SECRET) {
    return secret(elements);
  }
  const texts = typeof shown === "object" && shown !== null ? (shown as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(elements).map(([name, text]) => [
      name,
      texts[name] === SHOWN_SECRET || looksSecret(name, String(text)) ? secret(text) : text,
    ]),
  );
}
