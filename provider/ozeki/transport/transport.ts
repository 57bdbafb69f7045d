import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { Dispatcher } from "undici";
import { Pool } from "undici";
import { UnusableCaFile } from "../errors/unusableCaFile";
import type { ClientSettings } from "../settings";
import { CONNECT_TIMEOUT } from "../settings";
import type { HttpReply, HttpRequest } from "./exchange";
import { exchange } from "./exchange";

/** What the connections to one PBX depend on. */
export type TransportSettings = Pick<ClientSettings, "url" | "caFile" | "maxConcurrency" | "requestTimeout">;

/**
 * The kept-alive connections to one PBX. As many requests are under way as there are connections; the others wait in
 * their order.
 */
export class Transport {
  readonly #pool: Dispatcher;

  /** @throws UnusableCaFile where the certificate authority's file cannot be read */
  constructor(settings: TransportSettings) {
    this.#pool = new Pool(settings.url, {
      connections: settings.maxConcurrency,
      pipelining: 1,
      connect: {
        timeout: Math.min(CONNECT_TIMEOUT, settings.requestTimeout) * 1000,
        ...(settings.caFile !== undefined && { ca: [...rootCertificates, readCaFile(settings.caFile)] }),
      },
    });
  }

  /** Sends a request as soon as a connection is free. See {@link exchange}. */
  post(request: HttpRequest): Promise<HttpReply> {
    return exchange(this.#pool, request);
  }

  /** Closes the connections once their requests are answered. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

function readCaFile(caFile: string): string {
  let content: string;
  try {
    content = readFileSync(caFile, "utf8");
  } catch (error) {
    throw new UnusableCaFile(caFile, error instanceof Error && "code" in error ? String(error.code) : "unknown");
  }
  if (!content.includes("-----BEGIN CERTIFICATE-----")) {
    // TLS would pass over it in silence, and trust nobody.
    throw new UnusableCaFile(caFile, "it is no PEM file with a certificate");
  }
  return content;
}
