import { Transport } from "../../provider/api";
import type { HttpReply, HttpRequest } from "../../provider/api/transport/sendRequest";
import { clientSettings } from "./clientSettings";
import { Killed } from "./miniEngine";

/** At which request a process is killed: before the PBX gets it, or after the PBX has executed it. */
export interface Kill {
  request: number;
  when: "before" | "after";
}

/** Connections of a process that is killed in the middle of its work. */
export class KillableTransport extends Transport {
  readonly #kill: Kill | undefined;
  #requests = 0;

  constructor(origin: string, kill: Kill | undefined) {
    super(clientSettings(origin));
    this.#kill = kill;
  }

  override async post(request: HttpRequest): Promise<HttpReply> {
    this.#requests += 1;
    const { request: last, when } = this.#kill ?? { request: Number.POSITIVE_INFINITY, when: "before" };
    if (this.#requests > last || (this.#requests === last && when === "before")) {
      throw new Killed();
    }
    const reply = await super.post(request);
    if (this.#requests >= last) {
      throw new Killed();
    }
    return reply;
  }
}
