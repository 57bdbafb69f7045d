import type { ExtensionSource } from "./extensionSource";
import type { ExtensionType } from "./extensionType";
import type { Fault } from "./faults/fault";
import type { ActiveCall, Login } from "./pbxState";
import type { RecordedRequest } from "./recordedRequest";
import type { Switches } from "./switches";

/** How a simulator is set up. */
export interface SimulatorOptions {
  /** Default: 0, any port that is free. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`. */
  readonly host?: string;
  /** What the PBX holds at the start; a number stands for an office of so many SIP extensions from 1000. Default: none. */
  readonly extensions?: readonly ExtensionSource[] | number;
  /** The types that the PBX knows. Default: SIP and two whose names are made up. */
  readonly types?: readonly ExtensionType[];
  /** Turns office-user authentication on. Default: off. */
  readonly login?: Login;
  /** The addresses (IPs and nets) that may use the API. Default: all. */
  readonly allow?: readonly string[];
  /** The addresses that may not, even where they are allowed. Default: none. */
  readonly deny?: readonly string[];
  /** The logins of office users that exist, for the switch `unknownUser`. Default: none. */
  readonly users?: readonly string[];
  /** How to answer what the documentation leaves open. */
  readonly switches?: Partial<Switches>;
  /** What goes wrong, such as `drop-after@AddConfig#2`. */
  readonly faults?: readonly (string | Fault)[];
  /** Milliseconds that pass before a request is carried out. Default: 0. */
  readonly latency?: number;
  /** The calls in progress at the start. Default: none. */
  readonly callsInProgress?: readonly ActiveCall[];
  /** How many requests are remembered: the newest. Default: all. */
  readonly keepRequests?: number;
  /** Whether there is a page to look at under `/__console`. Default: false. */
  readonly console?: boolean;
  /** Called for every request when it is over: answered, or given up. */
  readonly onRequest?: (request: RecordedRequest) => void;
}
