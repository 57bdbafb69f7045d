/**
 * A request that the PBX received. It may hold passwords, in {@link parameters} and in {@link url}: neither printing nor JSON
 * shows these two.
 */
export interface RecordedRequest {
  /** Counted from 1. */
  readonly number: number;
  /** When it was read in full, in milliseconds since 1970. */
  readonly at: number;
  readonly httpMethod: string;
  /** As on the wire, query included. */
  readonly url: string;
  /** As sent, known or not. Undefined where none was sent. */
  readonly command: string | undefined;
  /** The parameter ExtensionId, or the ID within ConfigXML. */
  readonly extensionId: string | undefined;
  /** All parameters by the names under which they were sent. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The code that was answered. Undefined while there is no answer, and where a fault took or changed it. */
  readonly code: number | undefined;
  /** The HTTP status that was answered, if any was. */
  readonly status: number | undefined;
  /** Whether the PBX executed the command (its own code was 200), even where the answer was lost. */
  readonly executed: boolean;
  /** The fault that hit it, such as `drop-after@AddConfig#2`. */
  readonly fault: string | undefined;
  /** Why the PBX refused it, in one sentence, where the code alone does not tell. */
  readonly why?: string | undefined;
  /** Milliseconds from its arrival to its end. Undefined while it is under way. */
  readonly duration: number | undefined;
}
