import { RawServer } from "./rawServer";

/** Origin of an address at which nothing listens. */
export async function unusedOrigin(): Promise<string> {
  const server = await RawServer.start(() => undefined);
  const { origin } = server;
  await server.stop();
  return origin;
}
