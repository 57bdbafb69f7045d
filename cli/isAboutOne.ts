import type { OzekiClient } from "../provider/ozeki";
import { BadReply, CommandRefused, OzekiError, UntrustedCertificate } from "../provider/ozeki";

/**
 * Whether a failure is about the one extension that was asked for, and not about the PBX as a whole. Where the answer
 * itself does not tell, the PBX is asked for something else: if it answers that, the others can be read.
 */
export async function isAboutOne(
  error: unknown,
  client: OzekiClient,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!(error instanceof OzekiError) || error instanceof UntrustedCertificate) {
    return false;
  }
  if (error instanceof CommandRefused) {
    return !(error.code >= 304 && error.code <= 307);
  }
  return error instanceof BadReply || (await answers(client, signal));
}

async function answers(client: OzekiClient, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await client.listExtensions(signal === undefined ? {} : { signal });
    return true;
  } catch (error) {
    if (error instanceof OzekiError) {
      return false;
    }
    throw error;
  }
}
