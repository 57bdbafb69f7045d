import type { IncomingMessage } from "node:http";

const LIMIT = 16 * 1024 * 1024;

/**
 * Reads a body of up to 16 MiB.
 *
 * @returns undefined where it is larger: the rest is left unread
 * @throws where the connection ends before the body does
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > LIMIT) {
      return undefined;
    }
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}
