import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Log } from "../../lifecycle/context";

/**
 * Logs through the engine, which prints the lines among the diagnostics of the command. The output of a plugin itself
 * is not shown. Lines for an engine that has ended are lost.
 */
export class EngineLog implements Log {
  readonly #engine: EngineClient;
  readonly #underWay = new Set<Promise<void>>();

  /** @param address - the engine's, such as `127.0.0.1:41234` */
  constructor(address: string) {
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  info(line: string): void {
    this.#log(LogSeverity.INFO, line);
  }

  warn(line: string): void {
    this.#log(LogSeverity.WARNING, line);
  }

  /** Waits until all lines have arrived: after its last answer the engine may end this process. */
  async flush(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #log(severity: LogSeverity, line: string): void {
    const request = new LogRequest().setSeverity(severity).setMessage(line);
    const sent = new Promise<void>((resolve) => {
      this.#engine.log(request, new Metadata(), { deadline: Date.now() + 2_000 }, () => resolve());
    }).finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }
}
