/** What a program declares of one SIP extension, after check has filled in the defaults. */
export interface Inputs {
  extensionId: string;
  userId: string;
  password: string;
  authorizationName: string;
  username: string;
  enabled: boolean;
  elements: Record<string, string>;
  passwordVersion?: string | number;
  adopt: boolean;
  connection?: string;
}

/**
 * What the state remembers of one SIP extension.
 *
 * It repeats the inputs because delete and read are handed nothing else: not the inputs, not the program.
 */
export interface State extends Inputs {
  /**
   * Origin of the PBX that holds the extension. Left out after a create whose answer stayed unknown: whether the PBX
   * holds this extension, and whether it is ours, is then still to be found out.
   */
  pbx?: string;
}

/** The inputs that a state repeats: what read hands to the engine, so that drift shows property by property. */
export function inputsOf(state: State): Inputs {
  const { pbx: _, ...inputs } = state;
  return inputs;
}
