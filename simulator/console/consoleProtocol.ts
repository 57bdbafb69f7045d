/** How the console shows an extension. `other` is an extension of a type that is not a phone. */
export type PhoneState = "registered" | "never" | "disabled" | "other";

/** What the console's page knows of an extension. It has no password. */
export interface ExtensionSummary {
  readonly id: string;
  readonly type: string;
  readonly state: PhoneState;
  readonly hasPassword: boolean;
  /** The text of the elements that the page shows, by name, without the password. */
  readonly elements: Readonly<Record<string, string>>;
}

/** `waiting`: there is no answer yet. `fault`: a fault hit the request. `console`: an action in the console. */
export type LogOutcome = "done" | "refused" | "waiting" | "fault" | "console";

/** A line of the live log. */
export interface LogEntry {
  /** Counted from 1. A line that changes keeps its number. */
  readonly number: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly outcome: LogOutcome;
  /** The command, or what was done in the console. */
  readonly title: string;
  readonly extensionId: string;
  /** The code, such as `703`, or another short outcome, such as `HTTP 503`. Empty for an action in the console. */
  readonly code: string;
  /** For a refusal and a fault: why, in one sentence. */
  readonly why: string;
  readonly durationMs: number | undefined;
}

/** A fault that can still hit. */
export interface ArmedFaultSummary {
  /** Such as `drop-after@AddConfig#2`. */
  readonly fault: string;
  readonly about: string;
}

/** A kind of fault in the menu. */
export interface FaultKindSummary {
  readonly kind: string;
  readonly about: string;
  /** The unit of the number after the colon, where the kind has one. */
  readonly unit: string | undefined;
}

/** A switch as it is set. */
export interface SwitchSummary {
  readonly name: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly about: string;
}

/** The answer to `GET /__console/state`. */
export interface ConsoleState {
  /** Differs for each simulator that was started. */
  readonly instance: string;
  readonly origin: string;
  /** The number of extensions with which the simulator began. */
  readonly initialCount: number;
  readonly types: readonly string[];
  readonly commands: readonly string[];
  readonly extensions: readonly ExtensionSummary[];
  readonly log: readonly LogEntry[];
  readonly faults: readonly ArmedFaultSummary[];
  readonly faultKinds: readonly FaultKindSummary[];
  readonly switches: readonly SwitchSummary[];
}

/** An event `update` of the stream: what changed. The event `reload` means: read the state again. */
export interface ConsoleUpdate {
  readonly extensions: readonly ExtensionSummary[];
  readonly removed: readonly string[];
  readonly log: readonly LogEntry[];
  readonly faults: readonly ArmedFaultSummary[];
}

/** The bodies of the requests that change something, by the last part of their path. */
export interface ConsoleActions {
  add: { readonly type: string; readonly id: string; readonly elements: Readonly<Record<string, string>> };
  edit: { readonly id: string; readonly elements: Readonly<Record<string, string>> };
  /** Without a password: a random one. */
  password: { readonly id: string; readonly password?: string };
  delete: { readonly id: string };
  undo: Readonly<Record<string, never>>;
  /** As in the option `--fault`. */
  arm: { readonly fault: string };
  /** Without a fault: all of them. */
  disarm: { readonly fault?: string };
  /** Changes nothing. The answer holds the password. */
  reveal: { readonly id: string };
}

/** The name of a request that changes something. */
export type ConsoleActionName = keyof ConsoleActions;

/** The answer to a request that changes something. */
export interface ConsoleActionResult {
  /** What was done, as in the log. */
  readonly done?: string;
  /** The answer to `reveal`. */
  readonly password?: string;
  /** Why it was refused. */
  readonly error?: string;
}
