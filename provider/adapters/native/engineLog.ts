import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/**
 * Tells the user a line by way of the engine: what a provider prints by itself, nobody sees.
 *
 * The lines come out among the diagnostics of the command. An engine that is gone hears nothing any more.
 */
export class EngineLog {
  readonly #engine: EngineClient;
  readonly #underWay = new Set<Promise<void>>();

  /** @param address - the engine's, such as `127.0.0.1:41234` */
  constructor(address: string) {
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  say(line: string): void {
    this.#log(LogSeverity.INFO, line);
  }

  warn(line: string): void {
    this.#log(LogSeverity.WARNING, line);
  }

  /** Waits until all that was said has arrived: after its last answer the engine may end this process. */
  async flush(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #log(severity: LogSeverity, line: string): void {
    const request = new LogRequest().setSeverity(severity).setMessage(line);
    const told = new Promise<void>((resolve) => {
      this.#engine.log(request, new Metadata(), { deadline: Date.now() + 2_000 }, () => resolve());
    }).finally(() => this.#underWay.delete(told));
    this.#underWay.add(told);
  }
}
