import type { handleUnaryCall, ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { contextOf } from "../provider/adapter/context";
import { Connections } from "../provider/connection";
import { checkConfiguration } from "../provider/connection/checkConfiguration";
import type { Claims } from "../provider/lifecycle/claims";
import type { Context } from "../provider/lifecycle/context";
import { Interrupted } from "../provider/lifecycle/errors/interrupted";
import { ExtensionLifecycle } from "../provider/lifecycle/extensionLifecycle";
import { oneLine } from "../provider/lifecycle/oneLine";
import { reportRetries } from "../provider/lifecycle/reportRetries";
import type { ResourceInputs } from "../provider/lifecycle/resourceType";
import { inputsOf } from "../provider/lifecycle/resourceType";
import { currentState } from "../provider/lifecycle/stateShape";
import { isUnknown } from "../provider/lifecycle/unknown";
import type { Properties } from "../provider/secrets/properties";
import { mergeSecrets } from "../provider/secrets/properties";
import { configurationSource, isUnknownIn, secretsInConfiguration } from "./configuration";
import { failureOf, unimplemented, writeFailureOf } from "./failure";
import { functionTypes, lookUps } from "./functions";
import type { NativeResource } from "./resources";
import { nativeResources } from "./resources";
import { urnParts } from "./urn";
import { propertyChange } from "./wire/detailedDiff";
import { received, toSend } from "./wire/struct";

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
      check: answering((request: messages.CheckRequest) => this.#check(request)),
      diff: answering((request: messages.DiffRequest) => this.#diff(request)),
      create: answering((request: messages.CreateRequest) => this.#told(this.#create(request))),
      read: answering((request: messages.ReadRequest) => this.#told(this.#read(request))),
      update: answering((request: messages.UpdateRequest) => this.#told(this.#update(request))),
      delete: answering((request: messages.DeleteRequest) => this.#told(this.#delete(request))),
      invoke: answering((request: messages.InvokeRequest) => this.#told(this.#invoke(request))),
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
    const { properties, secrets } = received(request.getNews());
    const problems = checkConfiguration(configurationSource(properties), (key) => isUnknownIn(properties, key));
    return new messages.CheckResponse()
      .setInputs(toSend(properties, secretsInConfiguration(properties, secrets)))
      .setFailuresList(
        // The engine prints the value of the property that a failure names, and it may be a misspelt password.
        problems.map(({ reason }) => new messages.CheckFailure().setReason(oneLine(reason))),
      );
  }

  /** Another address or login makes no extension a new one: what moves to another PBX is told resource by resource. */
  #diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const olds = received(request.getOlds()).properties;
    const news = received(request.getNews()).properties;
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
    return withChanges(new DiffResponse(), { changes: changed.length > 0, changed, replaces: [] }, olds, news);
  }

  #configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    const { properties } = received(request.getArgs());
    this.#connections = new Connections(configurationSource(properties));
    return new messages.ConfigureResponse()
      .setAcceptsecrets(true)
      .setSupportspreview(true)
      .setAcceptresources(false)
      .setAcceptoutputs(false);
  }

  #check(request: messages.CheckRequest): messages.CheckResponse {
    const { type, prepareInputs } = resourceOf(request.getUrn());
    const olds = received(request.getOlds());
    const news = received(request.getNews());
    const { inputs, failures } = new ExtensionLifecycle(type, this.#context).check(
      olds.properties,
      prepareInputs(request.getUrn(), news.properties),
    );
    return new messages.CheckResponse()
      .setInputs(toSend(inputs, mergeSecrets(news.secrets, type.secretsIn(inputs))))
      .setFailuresList(
        failures.map(({ property, reason }) =>
          new messages.CheckFailure().setProperty(property).setReason(oneLine(reason)),
        ),
      );
  }

  #diff(request: messages.DiffRequest): messages.DiffResponse {
    const { type } = resourceOf(request.getUrn());
    const olds = received(request.getOlds()).properties;
    const news = received(request.getNews()).properties;
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
    const { type } = resourceOf(request.getUrn());
    const { properties, secrets } = received(request.getProperties());
    const lifecycle = new ExtensionLifecycle(type, this.#within(request));
    const inputs = checked(properties);
    const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
    if (request.getPreview()) {
      const outputs = lifecycle.previewCreate(inputs);
      const id = isUnknown(inputs.extensionId) ? "" : inputs.extensionId;
      return new messages.CreateResponse().setId(id).setProperties(toSend(outputs, marked(outputs)));
    }
    try {
      const outputs = await lifecycle.create(inputs);
      return new messages.CreateResponse().setId(inputs.extensionId).setProperties(toSend(outputs, marked(outputs)));
    } catch (error) {
      throw writeFailureOf(error, properties, marked);
    }
  }

  async #read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const { type } = resourceOf(request.getUrn());
    const state = received(request.getProperties());
    const lifecycle = new ExtensionLifecycle(type, this.#within(request));
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
    const hasPassword = isInState && received(request.getInputs()).properties.password !== undefined;
    return new messages.ReadResponse()
      .setId(request.getId())
      .setProperties(toSend(found, marked))
      .setInputs(toSend(hasPassword ? { ...inputs, password } : inputs, marked));
  }

  async #update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const { type } = resourceOf(request.getUrn());
    const { properties, secrets } = received(request.getNews());
    const olds = currentState(received(request.getOlds()).properties);
    const lifecycle = new ExtensionLifecycle(type, this.#within(request));
    const inputs = checked(properties);
    const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
    if (request.getPreview()) {
      const outputs = lifecycle.previewUpdate(olds, inputs);
      return new messages.UpdateResponse().setProperties(toSend(outputs, marked(outputs)));
    }
    try {
      const outputs = await lifecycle.update(olds, inputs);
      return new messages.UpdateResponse().setProperties(toSend(outputs, marked(outputs)));
    } catch (error) {
      throw writeFailureOf(error, properties, marked);
    }
  }

  async #delete(request: messages.DeleteRequest): Promise<Empty> {
    const { type } = resourceOf(request.getUrn());
    const state = received(request.getProperties()).properties;
    await new ExtensionLifecycle(type, this.#within(request)).delete(currentState(state));
    return new Empty();
  }

  /** A look-up. The engine calls it with values that are known only. */
  async #invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
    const type = Object.hasOwn(functionTypes, request.getTok()) ? functionTypes[request.getTok()] : undefined;
    if (type === undefined) {
      throw unimplemented(`The function ${request.getTok()}`);
    }
    const args = withoutMissing(received(request.getArgs()).properties);
    const { extensionId, ...options } = args;
    if (type.isOfOne) {
      lookUps().checkId(extensionId);
    }
    lookUps().checkOptions(type.isOfOne ? options : args, type.args);
    const client = this.#connections.client(args.connection as string | undefined);
    const result = await type.run(client, args, { hooks: reportRetries(this.#within(), client) });
    return new messages.InvokeResponse().setReturn(toSend(result, type.secrets));
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

  #contextOf({ claims, say }: Run): Context {
    return contextOf({ claims, connections: () => this.#connections, say: (line) => say(oneLine(line)) });
  }

  /** What an operation had to say comes before its answer. */
  async #told<Answer>(operation: Promise<Answer>): Promise<Answer> {
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
  #within(request?: { getUrn(): string; getTimeout(): number }): Context {
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
    const totalTime = Math.min(seconds * 1000, LONGEST_TIMER);
    setTimeout(() => over.abort(reason), totalTime).unref();
    return { ...context, totalTime, signal: AbortSignal.any([this.#cancelled.signal, over.signal]) };
  }
}

/** What a program leaves out comes as nothing, or not at all. */
function withoutMissing(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

function resourceOf(urn: string): NativeResource {
  const { type } = urnParts(urn);
  const known = Object.hasOwn(nativeResources, type) ? nativeResources[type] : undefined;
  if (known === undefined) {
    throw unimplemented(`The resource ${type}`);
  }
  return known;
}

/** What check has validated. */
function checked(properties: Properties): ResourceInputs {
  return properties as Properties & ResourceInputs;
}

function withChanges(
  response: messages.DiffResponse,
  { changes, changed, replaces }: { changes: boolean; changed: readonly string[]; replaces: readonly string[] },
  olds: Properties,
  news: Properties,
): messages.DiffResponse {
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDiffsList([...new Set(changed.map((path) => path.split(".", 1)[0] ?? path))]);
  response.setHasdetaileddiff(true);
  for (const { path, diff: property } of changed.map((name) => propertyChange(name, replaces, olds, news))) {
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}

function answering<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    try {
      callback(null, await answer(request));
    } catch (error) {
      callback(isFailure(error) ? error : failureOf(error));
    }
  };
}

function isFailure(error: unknown): error is ReturnType<typeof unimplemented> {
  return typeof error === "object" && error !== null && "details" in error && "code" in error;
}

/** One method of the protocol streams its answers. */
function missing(name: string): (call: { emit?: unknown }, callback?: (failure: unknown) => void) => void {
  return (call, callback) => {
    const failure = unimplemented(`The method ${name}`);
    if (callback !== undefined) {
      callback(failure);
    } else {
      (call as { emit(event: string, failure: unknown): void }).emit("error", failure);
    }
  };
}
