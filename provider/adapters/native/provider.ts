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
import type { Context } from "../../lifecycle/context";
import { Interrupted } from "../../lifecycle/errors";
import { ExtensionLifecycle } from "../../lifecycle/extensionLifecycle";
import { reportRetries } from "../../lifecycle/scope";
import { currentState } from "../../lifecycle/stateShape";
import type { Properties } from "../../secrets/properties";
import { mergeSecrets, withoutMissing } from "../../secrets/properties";
import type { ResourceInputs } from "../../types/resourceState";
import { inputsOf } from "../../types/resourceState";
import type { ResourceType } from "../../types/resourceType";
import { isUnknown } from "../../types/unknown";
import { contextOf } from "../shared/context";
import { configurationSource, isUnknownIn, secretsInConfiguration } from "./configuration";
import { withChanges } from "./detailedDiff";
import { unimplemented, writeFailureOf } from "./failure";
import { nativeFunctions } from "./functions";
import { answering, missing } from "./methods";
import { prepareInputs, resourceTypeOf } from "./resources";
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
  /** Tells the user a line. */
  say(line: string): void;
  /** Warns the user. */
  warn(line: string): void;
  /** Waits until all lines have arrived. */
  flush(): Promise<void>;
}

/** A timer of Node's that is to go off later goes off at once: 24 days, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How long what is on its way to a PBX may go on after the run was cancelled, in milliseconds. */
const GRACE = 5_000;

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
      check: answering((request: messages.CheckRequest) => this.#flushLogs(this.#check(request))),
      diff: answering((request: messages.DiffRequest) => this.#diff(request)),
      create: answering((request: messages.CreateRequest) => this.#flushLogs(this.#create(request))),
      read: answering((request: messages.ReadRequest) => this.#flushLogs(this.#read(request))),
      update: answering((request: messages.UpdateRequest) => this.#flushLogs(this.#update(request))),
      delete: answering((request: messages.DeleteRequest) => this.#flushLogs(this.#delete(request))),
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

  async #check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
    const type = resourceOf(request.getUrn());
    const olds = fromStruct(request.getOlds());
    const news = fromStruct(request.getNews());
    const lifecycle = new ExtensionLifecycle(type, this.#operationContext(request));
    const { inputs, failures } = await lifecycle.check(
      olds.properties,
      prepareInputs(type, request.getUrn(), news.properties),
    );
    return new messages.CheckResponse()
      .setInputs(toStruct(inputs, mergeSecrets(news.secrets, type.secretsIn(inputs))))
      .setFailuresList(
        failures.map(({ property, reason }) =>
          new messages.CheckFailure().setProperty(property).setReason(escapeControlChars(reason)),
        ),
      );
  }

  #diff(request: messages.DiffRequest): messages.DiffResponse {
    const type = resourceOf(request.getUrn());
    const olds = fromStruct(request.getOlds()).properties;
    const news = fromStruct(request.getNews()).properties;
    const lifecycle = new ExtensionLifecycle(type, { ...this.#context, owner: request.getUrn() });
    const result = lifecycle.diff(currentState(olds), checked(news));
    const isMoved = result.changes && result.changed.length === 0;
    const place = isMoved ? this.#context.locate(checked(news).connection) : {};
    return withChanges(
      new DiffResponse().setDeletebeforereplace(result.deleteBeforeReplace),
      { ...result, changed: isMoved ? ["pbx"] : result.changed },
      olds,
      { ...news, ...place },
    );
  }

  async #create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
    const type = resourceOf(request.getUrn());
    const { properties, secrets } = fromStruct(request.getProperties());
    const lifecycle = new ExtensionLifecycle(type, this.#operationContext(request));
    const inputs = checked(properties);
    const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
    if (request.getPreview()) {
      const outputs = lifecycle.previewCreate(inputs);
      const id = isUnknown(inputs.extensionId) ? "" : inputs.extensionId;
      return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs, marked(outputs)));
    }
    try {
      const outputs = await lifecycle.create(inputs);
      return new messages.CreateResponse().setId(inputs.extensionId).setProperties(toStruct(outputs, marked(outputs)));
    } catch (error) {
      throw writeFailureOf(error, properties, marked);
    }
  }

  async #read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const type = resourceOf(request.getUrn());
    const state = fromStruct(request.getProperties());
    const lifecycle = new ExtensionLifecycle(type, this.#operationContext(request));
    const { connection, pbx, unconfirmedOn } = state.properties;
    // What is in the state was on a PBX, or may be on one. All else is an import, or a `get` of the program.
    const isInState = pbx !== undefined || unconfirmedOn !== undefined;
    const found = isInState
      ? await lifecycle.read(currentState(state.properties))
      : await lifecycle.importExtension({
          extensionId: request.getId(),
          ...(typeof connection === "string" && { connection }),
        });
    if (found === undefined) {
      return new messages.ReadResponse();
    }
    const marked = mergeSecrets(state.secrets, type.secretsIn(found as unknown as Properties));
    const { password, ...inputs } = inputsOf(found) as ResourceInputs & { password?: unknown };
    // What is imported is printed as a program: a password has no place in it, and a refresh after it brings none in.
    const hasPassword = isInState && fromStruct(request.getInputs()).properties.password !== undefined;
    return new messages.ReadResponse()
      .setId(request.getId())
      .setProperties(toStruct(found, marked))
      .setInputs(toStruct(hasPassword ? { ...inputs, password } : inputs, marked));
  }

  async #update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const type = resourceOf(request.getUrn());
    const { properties, secrets } = fromStruct(request.getNews());
    const olds = currentState(fromStruct(request.getOlds()).properties);
    const lifecycle = new ExtensionLifecycle(type, this.#operationContext(request));
    const inputs = checked(properties);
    const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
    if (request.getPreview()) {
      const outputs = lifecycle.previewUpdate(olds, inputs);
      return new messages.UpdateResponse().setProperties(toStruct(outputs, marked(outputs)));
    }
    try {
      const outputs = await lifecycle.update(olds, inputs);
      return new messages.UpdateResponse().setProperties(toStruct(outputs, marked(outputs)));
    } catch (error) {
      throw writeFailureOf(error, properties, marked);
    }
  }

  async #delete(request: messages.DeleteRequest): Promise<Empty> {
    const type = resourceOf(request.getUrn());
    const state = fromStruct(request.getProperties()).properties;
    await new ExtensionLifecycle(type, this.#operationContext(request)).delete(currentState(state));
    return new Empty();
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
    setTimeout(() => this.#cancelled.abort(reason), GRACE).unref();
    return new Empty();
  }

  #attach(request: PluginAttach): Empty {
    this.#run = this.#options.runOf(request.getAddress());
    this.#context = this.#contextOf(this.#run);
    return new Empty();
  }

  #contextOf({ claims, say, warn }: Run): Context {
    return contextOf({
      claims,
      connections: () => this.#connections,
      say: (line) => say(escapeControlChars(line)),
      warn: (line) => warn(escapeControlChars(line)),
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
    const over = new AbortController();
    const reason = new Interrupted(`the ${seconds} s are over that the resource option customTimeouts gives it`);
    const totalTime = Math.min(seconds * 1000, LONGEST_TIMER);
    setTimeout(() => over.abort(reason), totalTime).unref();
    return { ...context, totalTime, signal: AbortSignal.any([this.#cancelled.signal, over.signal]) };
  }
}

function resourceOf(urn: string): ResourceType {
  const type = resourceTypeOf(urn);
  if (type === undefined) {
    throw unimplemented(`The resource ${urn.split("::")[2] ?? urn}`);
  }
  return type;
}

/** What check has validated. */
function checked(properties: Properties): ResourceInputs {
  return properties as Properties & ResourceInputs;
}
