import type { Declared, Held } from "../declared";

/** What a program declares of one SIP extension, after check has filled in the defaults. */
export interface Inputs extends Declared {
  userId: string;
  password: string;
  authorizationName: string;
  username: string;
  enabled: boolean;
  elements: Record<string, string>;
  passwordVersion?: string | number;
}

/** What the state remembers of one SIP extension. */
export type State = Held<Inputs>;
