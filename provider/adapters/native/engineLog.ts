import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Log } from "../../lifecycle/context";

/**
 * Tells the user a line by way of the engine: what a provider prints by itself, nobody sees.
 *
 * The lines come out among the diagnostics of the command. An engine that is gone hears nothing any more.
 */
export class EngineLog implements Log {
  readonly #engine: EngineClient;
  readonly #underWay = new Set<Promise<void>>();

  /** @param address - the engine's, such as `127.0.0.1:41234` */
  constructor(address: string) {
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  info(line: string): void {
    const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(line);
    const sent = new Promise<void>((resolve) => {
      this.#engine.log(request, new Metadata(), { deadline: Date.now() + 2_000 }, () => resolve());
    }).finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }

  /** Waits until all that was said has arrived: after its last answer the engine may end this process. */
  async flush(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
