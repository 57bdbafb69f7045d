import { Transport } from "../../provider/api";
import type { HttpReply, HttpRequest } from "../../provider/api/transport/sendRequest";
import { clientSettings } from "./clientSettings";
import { Killed } from "./miniEngine";

/** At which request of a run its processes are killed: before the PBX gets it, or after the PBX has executed it. */
export interface Kill {
  request: number;
  when: "before" | "after";
}

/** The requests of all processes of a run, which are killed together. */
export class RunRequests {
  readonly #kill: Kill;
  #count = 0;

  constructor(kill: Kill | undefined) {
    this.#kill = kill ?? { request: Number.POSITIVE_INFINITY, when: "before" };
  }

  /** Sends a request, unless the processes are killed before. */
  async send(post: () => Promise<HttpReply>): Promise<HttpReply> {
    this.#count += 1;
    const { request, when } = this.#kill;
    if (this.#count > request || (this.#count === request && when === "before")) {
      throw new Killed();
    }
    const reply = await post();
    if (this.#count >= request) {
      throw new Killed();
    }
    return reply;
  }
}

/** Connections of a process that is killed in the middle of its work. */
export class KillableTransport extends Transport {
  readonly #requests: RunRequests;

  constructor(origin: string, requests: RunRequests) {
    super(clientSettings(origin));
    this.#requests = requests;
  }

  override post(request: HttpRequest): Promise<HttpReply> {
    return this.#requests.send(() => super.post(request));
  }
}
