import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unusedEngineAddress } from "./unusedEngineAddress";

const EXECUTABLE = join(__dirname, "..", "..", "dist", "plugin", "pulumi-resource-ozeki");

/** How a method answered that failed. */
export interface NativeFailure {
  code: grpc.status;
  message: string;
  partial?: { id: string; properties: Record<string, unknown>; reasons: string[] };
}

/** A program that the engine starts and calls over gRPC, without the engine: for what no stack can provoke. */
export class EngineProgram<Client extends grpc.Client> {
  readonly #child: ChildProcess;
  readonly #client: Client;

  private constructor(
    child: ChildProcess,
    client: Client,
    readonly port: number,
  ) {
    this.#child = child;
    this.#client = client;
  }

  /** @param args - the address of the engine, as a rule */
  static async start<Client extends grpc.Client>(
    executable: string,
    client: new (address: string, credentials: grpc.ChannelCredentials) => Client,
    args: readonly string[] = [unusedEngineAddress()],
  ): Promise<EngineProgram<Client>> {
    const { child, port } = await startChild(executable, args);
    return new EngineProgram(child, new client(`127.0.0.1:${port}`, grpc.credentials.createInsecure()), port);
  }

  /** The most memory that its process had, in bytes, as Linux tells it. */
  get peakMemory(): number {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  }

  /** Calls a method; a failure is thrown as {@link NativeFailure}. */
  call<Response>(method: string, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      const client = this.#client as unknown as Record<string, (...args: unknown[]) => void>;
      client[method]?.call(client, request, (error: grpc.ServiceError | null, response: Response) =>
        error === null ? resolve(response) : reject(failureOf(error)),
      );
    });
  }

  /** Calls a method that answers with a stream, to its end; a failure is thrown as {@link NativeFailure}. */
  stream<Response>(method: string, request: unknown): Promise<Response[]> {
    return new Promise((resolve, reject) => {
      const responses: Response[] = [];
      const call = this.startStream(method, request);
      call.on("data", (response: Response) => responses.push(response));
      call.once("error", (error) => reject(failureOf(error as grpc.ServiceError)));
      call.once("end", () => resolve(responses));
    });
  }

  /** Calls a method that answers with a stream. */
  startStream(method: string, request: unknown): grpc.ClientReadableStream<unknown> {
    const client = this.#client as unknown as Record<string, (request: unknown) => grpc.ClientReadableStream<unknown>>;
    const call = client[method]?.call(client, request);
    if (call === undefined) {
      throw new Error(`the protocol has no method ${method}`);
    }
    return call;
  }

  async stop(): Promise<void> {
    this.#client.close();
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGINT");
    await ended;
  }
}

/** The executable of the native plugin, configured. */
export const NativePlugin = {
  /** @param engine - the address of the engine; none for a plugin that is debugged */
  async start(config: Record<string, unknown>, engine?: readonly string[]): Promise<NativePlugin> {
    const plugin = await EngineProgram.start(EXECUTABLE, ResourceProviderClient, engine);
    await plugin.call("configure", new messages.ConfigureRequest().setArgs(struct(config)));
    return plugin;
  },
};
export type NativePlugin = EngineProgram<ResourceProviderClient>;

async function startChild(executable: string, args: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [executable, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${executable} ended with ${code}`)));
    createInterface({ input: child.stdout }).once("line", resolve);
  });
  return { child, port: Number(port) };
}

/** Properties in the form of the wire. */
export function struct(values: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}

function failureOf(error: grpc.ServiceError): NativeFailure {
  const failure = { code: error.code, message: error.details };
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(details)) {
    return failure;
  }
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
  const properties = (failed.getProperties()?.toJavaScript() ?? {}) as Record<string, unknown>;
  return { ...failure, partial: { id: failed.getId(), properties, reasons: failed.getReasonsList() } };
}
