/** How to reach and use one PBX. */
export interface ClientSettings {
  /** Origin of the PBX's HTTP API, such as `http://10.0.0.5:7780`. */
  url: string;
  /** The configuration key of the address, such as `ozeki:connections.branch.url`, for messages. */
  configuredAs?: string;
  /** Where the settings come from, for the advice on an error. */
  sources?: SettingSources;
  /** Office user to log in as; only where the PBX asks for a login. Sent as the parameter `Username`. */
  username?: string;
  /** Password of that office user. Sent as the parameter `Password`. */
  password?: string;
  /** Seconds to wait for the answer to one request that was sent. */
  requestTimeout: number;
  /** How often an operation is repeated after a failure of the network. */
  maxRetries: number;
  /** How many requests the PBX gets at once. */
  maxConcurrency: number;
  /** PEM file with a certificate authority to trust beside the well-known ones: for a TLS proxy before the PBX. */
  caFile?: string;
  /** How this PBX wants the parameter ConfigXML. */
  configXmlEncoding: ConfigXmlEncoding;
  /**
   * Whether every command that changes the PBX is refused before it is sent.
   *
   * @default false
   */
  readOnly?: boolean;
}

/** How long to wait for a connection; less where the request timeout is shorter. */
export const CONNECT_TIMEOUT_SECONDS = 10;

/** How many request timeouts an operation with all its repetitions may take. */
export const MAX_OPERATION_TIMEOUTS = 4;

/** Where a setting comes from, in the words of the user who set it. */
export interface SettingSource {
  /** Where it is set; where it has no value, where the user would set it. */
  readonly place: "configuration" | "environment" | "command line";
  /** What it is called there, such as `ozeki:url`, `OZEKI_URL` or `--url`. */
  readonly name: string;
  /** Whether it has a value. */
  readonly isSet: boolean;
}

/** The sources of the settings that advice names. */
export type SettingSources = Readonly<
  Record<"url" | "username" | "password" | "caFile" | "configXmlEncoding" | "readOnly", SettingSource>
>;

/**
 * How ConfigXML is written into its parameter: `plain` as it is, `escaped` with `&` and `<` as references, as the
 * vendor's sample URL shows it.
 */
export const configXmlEncodings = ["plain", "escaped"] as const;

/** One of {@link configXmlEncodings}. */
export type ConfigXmlEncoding = (typeof configXmlEncodings)[number];

/** Writes ConfigXML as the parameter's value. */
export function encodeConfigXml(xml: string, encoding: ConfigXmlEncoding): string {
  // The ampersand first: otherwise the reference for < would be escaped again.
  return encoding === "plain" ? xml : xml.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
