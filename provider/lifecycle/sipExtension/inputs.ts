import type { ResourceInputs, ResourceState } from "../resourceType";

/** What a program declares of one SIP extension, after check has filled in the defaults. */
export interface Inputs extends ResourceInputs {
  userId: string;
  password: string;
  authorizationName: string;
  username: string;
  enabled: boolean;
  elements: Record<string, string>;
  passwordVersion?: string | number;
}

/** What the state remembers of one SIP extension. */
export type State = ResourceState<Inputs>;
