import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { Dispatcher } from "undici";
import { Pool } from "undici";
import { anySignal } from "../clock";
import { UnusableCaFile } from "../errors";
import type { ClientSettings } from "../settings";
import { CONNECT_TIMEOUT_SECONDS } from "../settings";
import { Semaphore } from "./semaphore";
import type { HttpReply, HttpRequest } from "./sendRequest";
import { sendRequest } from "./sendRequest";

/** What the connections to one PBX depend on. */
export type TransportSettings = Pick<ClientSettings, "url" | "caFile" | "maxConcurrency">;

/**
 * The kept-alive connections to one PBX. As many requests are under way as its gate lets through; the others wait in
 * their order.
 */
export class Transport {
  readonly #pool: Dispatcher;
  readonly #gate: Semaphore;
  readonly #underWay = new Set<Promise<HttpReply>>();

  /**
   * @param gate - to be shared by all transports that lead to the same PBX
   * @throws UnusableCaFile where the certificate authority's file cannot be read
   */
  constructor(settings: TransportSettings, gate = new Semaphore(settings.maxConcurrency)) {
    this.#gate = gate;
    this.#pool = new Pool(settings.url, {
      connections: settings.maxConcurrency,
      pipelining: 1,
      connect: {
        timeout: CONNECT_TIMEOUT_SECONDS * 1000,
        ...(settings.caFile !== undefined && { ca: [...rootCertificates, readCaFile(settings.caFile)] }),
      },
    });
  }

  /** Sends a request as soon as there is room for it. See {@link sendRequest}. */
  async post(request: HttpRequest): Promise<HttpReply> {
    const reply = this.#gate.pass(anySignal(request.signal, request.stopping), async () => {
      request.stopping?.throwIfAborted();
      return sendRequest(this.#pool, request);
    });
    this.#underWay.add(reply);
    try {
      return await reply;
    } finally {
      this.#underWay.delete(reply);
    }
  }

  /** Closes the connections once their requests are answered. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    // Closing would wait for a connection that a request has given up long ago.
    await this.#pool.destroy();
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
