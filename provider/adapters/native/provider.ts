import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { escapeControlChars } from "../../api/display";
import { checkConfiguration } from "../../config/checkConfiguration";
import { Connections } from "../../config/connections";
import { checkArguments } from "../../functions/reading";
import type { Claims } from "../../lifecycle/claims";
import type { Context, Log } from "../../lifecycle/context";
import { reportRetries } from "../../lifecycle/context";
import { Interrupted } from "../../lifecycle/errors";
import { withoutMissing } from "../../secrets/properties";
import { contextOf } from "../shared/context";
import { configurationSource, isUnknownIn, secretsInConfiguration } from "./configuration";
import { withChanges } from "./detailedDiff";
import { answering, missing, unimplemented } from "./failure";
import { nativeFunctions } from "./functions";
import {
  checkResource,
  createResource,
  deleteResource,
  diffResource,
  readResource,
  updateResource,
} from "./resourceMethods";
import { fromStruct, toStruct } from "./struct";

const { DiffResponse } = messages;

/** What a provider is started with. */
export interface ProviderOptions {
  /** This package's version. */
  version: string;
  /** The schema, as JSON. */
  schema(): string;
  /** What connects this process with an engine. */
  run: Run;
  /** The same for another one, which attaches itself later: where a provider is debugged, it was started without. */
  runOf(engine: string): Run;
}

/** A run of the engine, as far as a provider is part of it. */
export interface Run {
  /** What this run has claimed. */
  claims: Claims;
  log: Log;
  /** Waits until all lines have arrived. */
  flush(): Promise<void>;
}

/** A timer of Node's that is to go off later goes off at once: 24 days, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** How long what is on its way to a PBX may go on after the run was cancelled, in milliseconds. */
const CANCEL_GRACE_MS = 5_000;

/**
 * Pulumi's protocol for providers, over the lifecycle that the dynamic resources have too. It decides nothing: it takes
 * the values out of the messages, and puts the answers into others.
 */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #stopping = new AbortController();
  readonly #cancelled = new AbortController();
  #run: Run;
  #context: Context;
  #connections = new Connections({ get: () => undefined, environment: process.env });

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#run = options.run;
    this.#context = this.#contextOf(options.run);
  }

  /** The methods for the server. What the protocol has and this provider does not is answered so. */
  service(): UntypedServiceImplementation {
    const methods: UntypedServiceImplementation = Object.fromEntries(
      Object.keys(ResourceProviderService).map((name) => [name, missing(name)]),
    );
    return Object.assign(methods, {
      handshake: answering(() => this.#handshake()),
      getPluginInfo: answering(() => new PluginInfo().setVersion(this.#options.version)),
      getSchema: answering((request: messages.GetSchemaRequest) => this.#getSchema(request)),
      checkConfig: answering((request: messages.CheckRequest) => this.#checkConfig(request)),
      diffConfig: answering((request: messages.DiffRequest) => this.#diffConfig(request)),
      configure: answering((request: messages.ConfigureRequest) => this.#configure(request)),
      check: answering((request: messages.CheckRequest) => checkResource(this.#context, request)),
      diff: answering((request: messages.DiffRequest) => diffResource(this.#context, request)),
      create: answering((request: messages.CreateRequest) =>
        this.#flushLogs(createResource(this.#operationContext(request), request)),
      ),
      read: answering((request: messages.ReadRequest) =>
        this.#flushLogs(readResource(this.#operationContext(request), request)),
      ),
      update: answering((request: messages.UpdateRequest) =>
        this.#flushLogs(updateResource(this.#operationContext(request), request)),
      ),
      delete: answering((request: messages.DeleteRequest) =>
        this.#flushLogs(deleteResource(this.#operationContext(request), request)),
      ),
      invoke: answering((request: messages.InvokeRequest) => this.#flushLogs(this.#invoke(request))),
      cancel: answering(() => this.#cancel()),
      attach: answering((request: PluginAttach) => this.#attach(request)),
    });
  }

  /** Closes all connections. */
  close(): Promise<void> {
    return this.#connections.close();
  }

  #handshake(): messages.ProviderHandshakeResponse {
    return new messages.ProviderHandshakeResponse()
      .setAcceptSecrets(true)
      .setAcceptResources(false)
      .setAcceptOutputs(false);
  }

  #getSchema(request: messages.GetSchemaRequest): messages.GetSchemaResponse {
    if (request.getVersion() !== 0) {
      throw unimplemented(`Version ${request.getVersion()} of the form of schemas`);
    }
    return new messages.GetSchemaResponse().setSchema(this.#options.schema());
  }

  #checkConfig(request: messages.CheckRequest): messages.CheckResponse {
    const { properties, secrets } = fromStruct(request.getNews());
    const problems = checkConfiguration(configurationSource(properties), (key) => isUnknownIn(properties, key));
    return new messages.CheckResponse()
      .setInputs(toStruct(properties, secretsInConfiguration(properties, secrets)))
      .setFailuresList(
        // The engine prints the value of the property that a failure names, and it may be a misspelt password.
        problems.map(({ reason }) => new messages.CheckFailure().setReason(escapeControlChars(reason))),
      );
  }

  /** Another address or login makes no extension a new one: what moves to another PBX is told resource by resource. */
  #diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const olds = fromStruct(request.getOlds()).properties;
    const news = fromStruct(request.getNews()).properties;
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
    return withChanges(new DiffResponse(), { changes: changed.length > 0, changed, replaces: [] }, olds, news);
  }

  #configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    const { properties } = fromStruct(request.getArgs());
    this.#connections = new Connections(configurationSource(properties));
    return new messages.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setAcceptresources(false)
      .setAcceptoutputs(false);
  }

  /** A function. The engine calls it once all its arguments are known. */
  async #invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
    const descriptor = Object.hasOwn(nativeFunctions, request.getTok()) ? nativeFunctions[request.getTok()] : undefined;
    if (descriptor === undefined) {
      throw unimplemented(`The function ${request.getTok()}`);
    }
    const args = withoutMissing(fromStruct(request.getArgs()).properties);
    const { extensionId, ...options } = args;
    checkArguments(descriptor, descriptor.args.includes("extensionId") ? options : args, extensionId);
    const client = this.#connections.client(args.connection as string | undefined);
    const found = await descriptor.run(client, args, { hooks: reportRetries(this.#operationContext(), client) });
    const result = typeof descriptor.result === "string" ? { [descriptor.result]: found } : (found as object);
    const secrets = Object.fromEntries(descriptor.secrets.map((name) => [name, true as const]));
    return new messages.InvokeResponse().setReturn(toStruct(result, secrets));
  }

  /** Nothing new is sent, and what is on its way may end: so a create knows what came of it, and nothing hangs for long. */
  #cancel(): Empty {
    const reason = new Interrupted("the run was cancelled");
    this.#stopping.abort(reason);
    setTimeout(() => this.#cancelled.abort(reason), CANCEL_GRACE_MS).unref();
    return new Empty();
  }

  #attach(request: PluginAttach): Empty {
    this.#run = this.#options.runOf(request.getAddress());
    this.#context = this.#contextOf(this.#run);
    return new Empty();
  }

  #contextOf({ claims, log }: Run): Context {
    return contextOf({
      claims,
      connections: () => this.#connections,
      log: { info: (line) => log.info(escapeControlChars(line)) },
    });
  }

  /** What an operation had to say comes before its answer. */
  async #flushLogs<Answer>(operation: Promise<Answer>): Promise<Answer> {
    try {
      return await operation;
    } finally {
      await this.#run.flush();
    }
  }

  /**
   * The context of one operation. The resource option `customTimeouts` may give it a time.
   *
   * @param request - what the engine asks; left out for a look-up
   */
  #operationContext(request?: { getUrn(): string; getTimeout(): number }): Context {
    const context = {
      ...this.#context,
      stopping: this.#stopping.signal,
      ...(request !== undefined && { owner: request.getUrn() }),
    };
    const seconds = request?.getTimeout() ?? 0;
    if (seconds <= 0) {
      return { ...context, signal: this.#cancelled.signal };
    }
    const over = new AbortController();
    const reason = new Interrupted(`the ${seconds} s are over that the resource option customTimeouts gives it`);
    const totalTime = Math.min(seconds * 1000, MAX_TIMER_MS);
    setTimeout(() => over.abort(reason), totalTime).unref();
    return { ...context, totalTime, signal: AbortSignal.any([this.#cancelled.signal, over.signal]) };
  }
}
