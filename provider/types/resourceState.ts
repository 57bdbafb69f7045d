/** What the inputs of every resource type have in common, after check has filled in the defaults. */
export interface ResourceInputs {
  extensionId: string;
  adopt: boolean;
  connection?: string;
}

/**
 * What the state remembers of one extension.
 *
 * It repeats the inputs because delete and read get nothing else: not the inputs, not the program.
 */
export type ResourceState<Inputs extends ResourceInputs = ResourceInputs> = Inputs & {
  /**
   * Origin of the PBX that holds the extension. Left out after a create whose answer stayed unknown: whether the PBX
   * holds this extension, and whether it is ours, is then still to be found out.
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
