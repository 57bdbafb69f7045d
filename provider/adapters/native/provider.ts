import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { anySignal } from "../../api/clock";
import { escapeControlChars } from "../../api/display";
import { checkConfiguration } from "../../config/checkConfiguration";
import { Connections } from "../../config/connections";
import type { Claims } from "../../lifecycle/claims";
import type { Context, Log } from "../../lifecycle/context";
import { Interrupted } from "../../lifecycle/errors";
import { contextOf } from "../shared/context";
import { configurationSource, isUnknownIn, secretsInConfiguration } from "./configuration";
import { withChanges } from "./detailedDiff";
import { answering, denied, missing, streaming, unimplemented } from "./failure";
import { callFunction } from "./functions";
import { listResources } from "./listMethod";
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

/** What a provider needs at its start. */
export interface ProviderOptions {
  /** This package's version. */
  version: string;
  /** The schema, as JSON. */
  schema(): string;
  /** The run of the engine that started this process. */
  run: Run;
  /**
   * The run of an engine that attaches later: a provider that is debugged is started without an engine, and serves one after
   * the other. Left out where an engine started this process: then no other one may attach.
   */
  runOf?(engine: string): Run;
}

/** What a provider uses of one run of the engine. */
export interface Run {
  /** The claims of this run. */
  claims: Claims;
  log: Log;
  /** Waits until all lines have arrived. */
  flush(): Promise<void>;
}

/** 24 days. A longer timer of Node.js fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** How long a request that was sent may go on after the run was cancelled. */
const CANCEL_GRACE_MS = 5_000;

/**
 * Pulumi's protocol for providers, over the same lifecycle as the dynamic provider. It decides nothing: it reads values
 * from messages, and writes the results to others.
 */
export class Provider {
  readonly #options: ProviderOptions;
  readonly #stopping = new AbortController();
  readonly #cancelled = new AbortController();
  #run: Run;
  #attachedTo: string | undefined;
  #context: Context;
  #connections = new Connections({ get: () => undefined, environment: process.env });
  #configuration: string | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#run = options.run;
    this.#context = this.#contextOf(options.run);
  }

  /** The methods for the server. Every other method of the protocol fails as not implemented. */
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
      check: answering((request: messages.CheckRequest) =>
        this.#flushLogs(checkResource(this.#operationContext(request), request)),
      ),
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
      list: streaming((request: messages.ListRequest, cancelled) => this.#list(request, cancelled)),
      invoke: answering((request: messages.InvokeRequest) =>
        this.#flushLogs(callFunction(this.#operationContext(), request)),
      ),
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

  /** The engine does not tell which values are secrets: those that are by their meaning are kept as secrets. */
  #checkConfig(request: messages.CheckRequest): messages.CheckResponse {
    const { properties, secrets } = fromStruct(request.getNews());
    const problems = checkConfiguration(configurationSource(properties), (key) => isUnknownIn(properties, key));
    return new messages.CheckResponse()
      .setInputs(toStruct(properties, secretsInConfiguration(properties, secrets)))
      .setFailuresList(
        // The engine prints the value of the property that a failure names, which may be a misspelt password.
        problems.map(({ reason }) => new messages.CheckFailure().setReason(escapeControlChars(reason))),
      );
  }

  /** Another address or login replaces no extension: diff shows for each resource what moves to another PBX. */
  #diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const olds = fromStruct(request.getOlds()).properties;
    const news = fromStruct(request.getNews()).properties;
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
    return withChanges(new DiffResponse(), { changes: changed.length > 0, changed, replaces: [] }, olds, news);
  }

  #configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    const { properties } = fromStruct(request.getArgs());
    const configuration = JSON.stringify(Object.entries(properties).sort());
    // One that is debugged serves one engine after the other, and several providers of each.
    const isKept = this.#options.runOf === undefined;
    if (isKept && this.#configuration !== undefined && this.#configuration !== configuration) {
      // The engine starts a process for each configuration. Another program that reaches the port could have the login sent elsewhere.
      throw denied(
        "This provider is configured already, and its configuration cannot be changed: start another process.",
      );
    }
    this.#configuration = configuration;
    this.#connections = new Connections(configurationSource(properties));
    return new messages.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setAcceptresources(false)
      .setAcceptoutputs(false);
  }

  /** Lists extensions; a list that no one waits for any more ends. */
  async *#list(request: messages.ListRequest, cancelled: AbortSignal): AsyncGenerator<messages.ListResponse> {
    const context = this.#operationContext();
    const signal = anySignal(context.signal, cancelled);
    try {
      yield* listResources({ ...context, ...(signal !== undefined && { signal }) }, request);
    } finally {
      await this.#run.flush();
    }
  }

  /** Sends nothing new, and lets sent requests finish for a short time, so that a create knows its outcome. */
  #cancel(): Empty {
    const reason = new Interrupted("the run was cancelled");
    this.#stopping.abort(reason);
    setTimeout(() => this.#cancelled.abort(reason), CANCEL_GRACE_MS).unref();
    return new Empty();
  }

  #attach(request: PluginAttach): Empty {
    if (this.#options.runOf === undefined) {
      throw denied("An engine started this provider: no other one can attach itself.");
    }
    const engine = request.getAddress();
    // An engine attaches once for each provider of the stack: all of them are one run, with the same claims.
    if (engine !== this.#attachedTo) {
      this.#attachedTo = engine;
      this.#run = this.#options.runOf(engine);
      this.#context = this.#contextOf(this.#run);
    }
    return new Empty();
  }

  #contextOf({ claims, log }: Run): Context {
    return contextOf({
      claims,
      connections: () => this.#connections,
      log: {
        info: (line) => log.info(escapeControlChars(line)),
        warn: (line) => log.warn(escapeControlChars(line)),
      },
    });
  }

  /** The lines of an operation must arrive before its answer. */
  async #flushLogs<Answer>(operation: Promise<Answer>): Promise<Answer> {
    try {
      return await operation;
    } finally {
      await this.#run.flush();
    }
  }

  /**
   * The context of one operation. The resource option `customTimeouts` may limit its time.
   *
   * @param request - the engine's request; left out for a function
   */
  #operationContext(request?: { getUrn(): string; getTimeout?(): number }): Context {
    const context = {
      ...this.#context,
      stopping: this.#stopping.signal,
      ...(request !== undefined && { owner: request.getUrn() }),
    };
    const seconds = request?.getTimeout?.() ?? 0;
    if (seconds <= 0) {
      return { ...context, signal: this.#cancelled.signal };
    }
    const timedOut = new AbortController();
    const reason = new Interrupted(`its timeout of ${seconds} s (resource option customTimeouts) expired`);
    const totalTime = Math.min(seconds * 1000, MAX_TIMER_MS);
    setTimeout(() => timedOut.abort(reason), totalTime).unref();
    return { ...context, totalTime, signal: AbortSignal.any([this.#cancelled.signal, timedOut.signal]) };
  }
}
