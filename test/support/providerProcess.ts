import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unwrapSecrets } from "../../provider/adapters/shared/secretEnvelopes";
import type { Secrets } from "../../provider/secrets/properties";
import { unusedEngineAddress } from "./unusedEngineAddress";

const ROOT = join(__dirname, "..", "..");
const LAZY_SDK = join(__dirname, "lazySdk.cjs");
const SHIM = 'exports.handler = () => require("pulumi-ozeki/provider").sipExtension';

type Properties = Record<string, unknown>;

/** A failure as the engine gets it. */
export interface Failure {
  message: string;
  /** What a partial failure carries. */
  partial?: { id: string; properties: Properties; reasons: string[] };
}

/** A provider's process that is running. */
export interface RunningProvider {
  /** The port on which it listens. */
  port: string;
  /** What it printed so far, errors included. */
  printed(): string;
  /** Ends it. */
  stop(): Promise<void>;
}

/** The process in which the engine runs a dynamic provider, without the engine: for what no program can provoke. */
export class ProviderProcess {
  readonly #running: RunningProvider;
  readonly #client: ResourceProviderClient;
  /** What was marked as a secret in the last answer that had properties. */
  secrets: Secrets;

  /** @param running - what {@link start} starts, or another test helper */
  constructor(running: RunningProvider) {
    this.#running = running;
    this.#client = new ResourceProviderClient(`127.0.0.1:${running.port}`, grpc.credentials.createInsecure());
  }

  /** Starts it in a folder of its own, in which the package is installed. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<ProviderProcess> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-process-"));
    for (const [name, target] of [
      ["pulumi-ozeki", ROOT],
      ["@pulumi/pulumi", join(ROOT, "node_modules", "@pulumi", "pulumi")],
    ] as const) {
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(target, link, "junction");
    }
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, ["--require", LAZY_SDK, script, unusedEngineAddress()], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => printed.push(String(chunk)));
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the provider's process ended with ${code}: ${printed.join("")}`)));
      lines.once("line", resolve);
    });
    lines.on("line", (line) => printed.push(`${line}\n`));
    return new ProviderProcess({
      port,
      printed: () => printed.join(""),
      async stop() {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGINT");
        await ended;
        rmSync(folder, { recursive: true, force: true });
      },
    });
  }

  /** What it printed, errors included. */
  printed(): string {
    return this.#running.printed();
  }

  configure(config: Record<string, string>): Promise<unknown> {
    const request = new messages.ConfigureRequest();
    request.setArgs(Struct.fromJavaScript(config));
    return this.#call("configure", request);
  }

  async check(
    olds: Properties,
    news: Properties,
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await this.#call<messages.CheckResponse>("check", request);
    const failures = response.getFailuresList().map((failure: messages.CheckFailure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    return { inputs: this.#properties(response.getInputs()), failures };
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }> {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await this.#call<messages.DiffResponse>("diff", request);
    return {
      changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
    };
  }

  async create(inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const request = new messages.CreateRequest();
    request.setProperties(struct(inputs));
    const response = await this.#call<messages.CreateResponse>("create", request);
    return { id: response.getId(), outputs: this.#properties(response.getProperties()) };
  }

  async read(id: string, state: Properties): Promise<{ id: string; outputs: Properties; inputs: Properties }> {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(state));
    const response = await this.#call<messages.ReadResponse>("read", request);
    return {
      id: response.getId(),
      outputs: this.#properties(response.getProperties()),
      inputs: this.#properties(response.getInputs()),
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    return this.#properties((await this.#call<messages.UpdateResponse>("update", request)).getProperties());
  }

  async delete(id: string, state: Properties): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(state));
    await this.#call("delete", request);
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    this.#client.close();
    await this.#running.stop();
  }

  #properties(values: Struct | undefined): Properties {
    const { __provider: _, ...others } = (values?.toJavaScript() ?? {}) as Properties;
    return this.#plain(others);
  }

  /** As the engine does: it remembers what is marked as a secret, and passes plain values to the provider. */
  #plain(marked: Properties): Properties {
    const { value, secrets } = unwrapSecrets(marked);
    this.secrets = secrets;
    return value as Properties;
  }

  #call<Response>(method: string, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      const client = this.#client as unknown as Record<string, (...args: unknown[]) => void>;
      client[method]?.call(client, request, (error: grpc.ServiceError | null, response: Response) => {
        if (error === null) {
          resolve(response);
        } else {
          const failure = failureOf(error);
          reject(
            failure.partial === undefined
              ? failure
              : { ...failure, partial: { ...failure.partial, properties: this.#plain(failure.partial.properties) } },
          );
        }
      });
    });
  }
}

function struct(values: Properties): Struct {
  return Struct.fromJavaScript({ ...values, __provider: SHIM } as Parameters<typeof Struct.fromJavaScript>[0]);
}

function failureOf(error: grpc.ServiceError): Failure {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(details)) {
    return { message: error.details };
  }
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
  return {
    message: error.details,
    partial: {
      id: failed.getId(),
      properties: (failed.getProperties()?.toJavaScript() ?? {}) as Properties,
      reasons: failed.getReasonsList(),
    },
  };
}
