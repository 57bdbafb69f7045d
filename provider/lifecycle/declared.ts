/** What every kind of extension has in common of what a program declares, after check has filled in the defaults. */
export interface Declared {
  extensionId: string;
  adopt: boolean;
  connection?: string;
}

/**
 * What the state remembers of one extension.
 *
 * It repeats the inputs because delete and read are handed nothing else: not the inputs, not the program.
 */
export type Held<Inputs extends Declared> = Inputs & {
  /**
   * Origin of the PBX that holds the extension. Left out after a create whose answer stayed unknown: whether the PBX
   * holds this extension, and whether it is ours, is then still to be found out.
   */
  pbx?: string;
  /** Origin of the PBX on which such a create was tried, and is to be settled. */
  unconfirmedOn?: string;
};

/** The inputs that a state repeats: what read hands to the engine, so that drift shows property by property. */
export function inputsOf<Inputs extends Declared>(state: Held<Inputs>): Inputs {
  const { pbx: _pbx, unconfirmedOn: _unconfirmedOn, ...inputs } = state;
  return inputs as unknown as Inputs;
}
