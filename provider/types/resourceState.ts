// Apart from resourceType.ts: what programs import must not reach the types of the HTTP client.

/** What the inputs of every resource type have in common, after check has applied the defaults. */
export interface ResourceInputs {
  extensionId: string;
  adopt: boolean;
  connection?: string;
}

/**
 * What the state holds of one extension.
 *
 * It repeats the inputs, because delete and read get neither the inputs nor the program.
 */
export type ResourceState<Inputs extends ResourceInputs = ResourceInputs> = Inputs & {
  /**
   * Origin of the PBX that holds the extension. Left out after a create whose outcome is unknown: then it is still open
   * whether the PBX holds this extension, and whether this stack created it.
   */
  pbx?: string;
  /** Origin of the PBX on which such a create was tried. */
  unconfirmedOn?: string;
};

/** The inputs that a state repeats: what read returns to the engine, so that drift shows property by property. */
export function inputsOf<Inputs extends ResourceInputs>(state: ResourceState<Inputs>): Inputs {
  const { pbx: _pbx, unconfirmedOn: _unconfirmedOn, ...inputs } = state;
  return inputs as ResourceInputs as Inputs;
}
