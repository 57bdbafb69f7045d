import { secretEnvelope, wrapSecrets } from "../../../provider/adapters/shared/secretEnvelopes";
import type { Properties } from "../../../provider/secrets/properties";
import { mergeSecrets } from "../../../provider/secrets/properties";
import type { ResourceState } from "../../../provider/types/resourceState";
import { inputsOf } from "../../../provider/types/resourceState";
import type { NewResource } from "./declared";
import { resourceTypeOf } from "./declared";
import { maskedSecrets } from "./secrets";

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
  const { __provider, ...shown } = resource.inputs;
  const enveloped = (properties: object) => {
    const secrets = mergeSecrets(resourceTypeOf(resource).secretsIn(properties as Properties), maskedSecrets(shown));
    const wrapped = wrapSecrets(properties, secrets, (secret) => secretEnvelope(JSON.stringify(secret), "plaintext"));
    return { ...(wrapped as Properties), __provider };
  };
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
