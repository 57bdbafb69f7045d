import type { ExtensionSource } from "./extensionSource";
import type { ExtensionType } from "./extensionType";
import type { Fault } from "./faults/fault";
import type { ActiveCall, Login } from "./pbxState";
import type { RecordedRequest } from "./recordedRequest";
import type { Switches } from "./switches";

/** The options of a simulator. */
export interface SimulatorOptions {
  /** Default: 0, any port that is free. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
  /** The extensions at the start; a number means an office of so many SIP extensions from 1000. Default: none. */
  readonly extensions?: readonly ExtensionSource[] | number;
  /** The types that the PBX knows. Default: SIP and two whose names are made up. */
  readonly types?: readonly ExtensionType[];
  /** Turns office-user authentication on. Default: off. */
  readonly login?: Login;
  /** The addresses (IPs and nets) that may use the API. Default: all. */
  readonly allow?: readonly string[];
  /** The addresses that may not, even where they are allowed. Default: none. */
  readonly deny?: readonly string[];
  /** The logins of existing office users, for the switch `unknownUser`. Default: none. */
  readonly users?: readonly string[];
  /** How to answer where the documentation is not specific. */
  readonly switches?: Partial<Switches>;
  /** The faults, such as `drop-after@AddConfig#2`. */
  readonly faults?: readonly (string | Fault)[];
  /** Milliseconds that pass before a request is executed. Default: 0. */
  readonly latency?: number;
  /** The active calls at the start. Default: none. */
  readonly callsInProgress?: readonly ActiveCall[];
  /** How many of the newest requests are kept. Default: all. */
  readonly keepRequests?: number;
  /** Whether there is a web console under `/__console`, which shows and changes the PBX. Default: false. */
  readonly console?: boolean;
  /** Called for every change that a person makes in the web console, with a line that describes it. */
  readonly onConsoleChange?: (line: string) => void;
  /** Called for every request when it is over: answered, or ended without an answer. */
  readonly onRequest?: (request: RecordedRequest) => void;
}
