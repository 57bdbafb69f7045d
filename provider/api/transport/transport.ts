import type { Dispatcher } from "undici";
import { Pool } from "undici";
import { anySignal } from "../clock";
import type { ClientSettings } from "../settings";
import { CONNECT_TIMEOUT_SECONDS } from "../settings";
import { Semaphore } from "./semaphore";
import type { HttpReply, HttpRequest } from "./sendRequest";
import { sendRequest } from "./sendRequest";
import { tlsOptions } from "./tlsOptions";

/** What the connections to one PBX depend on. */
export type TransportSettings = Pick<ClientSettings, "url" | "caFile" | "maxConcurrency">;

/**
 * The kept-alive connections to one PBX. A semaphore limits the requests that are under way at once.
 */
export class Transport {
  readonly #pool: Dispatcher;
  readonly #semaphore: Semaphore;
  readonly #underWay = new Set<Promise<HttpReply>>();

  /**
   * @param semaphore - shared by all transports to the same PBX
   * @throws UnusableCaFile where the certificate authority's file cannot be read
   */
  constructor(settings: TransportSettings, semaphore = new Semaphore(settings.maxConcurrency)) {
    this.#semaphore = semaphore;
    this.#pool = new Pool(settings.url, {
      connections: settings.maxConcurrency,
      pipelining: 1,
      connect: { timeout: CONNECT_TIMEOUT_SECONDS * 1000, ...tlsOptions(settings.caFile) },
    });
  }

  /**
   * Sends a request as soon as there is room for it. See {@link sendRequest}.
   *
   * @param off - cancels the request while it is in the queue
   */
  async post(request: HttpRequest, off?: AbortSignal): Promise<HttpReply> {
    const waiting = () => anySignal(request.signal, request.stopping, off);
    const reply = this.#semaphore.pass(waiting, async () => {
      request.signal?.throwIfAborted();
      request.stopping?.throwIfAborted();
      off?.throwIfAborted();
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
    // Closing would wait for connections of cancelled requests.
    await this.#pool.destroy();
  }
}
