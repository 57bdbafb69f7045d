import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../scripts/shared/runCommand.mjs";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { cleanEnvironment } from "../environment.mjs";
import { installPackages } from "../packages.mjs";

const require = createRequire(import.meta.url);
const grpc = require("@grpc/grpc-js");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { unwrapSecrets } = require("../../dist/provider/adapters/shared/secretEnvelopes.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

/** No call takes so long with a PBX on the same machine. */
const DEADLINE = 60_000;

/** @typedef {Record<string, unknown>} Properties */

/** The process in which the engine runs a dynamic provider, without the engine. Times every call. */
export class ProviderProcess {
  #client;
  #provider;
  #end;

  /**
   * @param {string} port
   * @param {string} provider as the state holds it
   * @param {() => Promise<void>} end
   */
  constructor(port, provider, end) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    this.#provider = provider;
    this.#end = end;
  }

  /**
   * Starts one with a provider configured for a PBX. Always {@link stop} it.
   * @param {import("../sides.mjs").Side} side
   * @param {string} pbx
   */
  static async start(side, pbx) {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-bench-"));
    installPackages(folder, side);
    const ending = new AbortController();
    /** @type {string[]} */
    const printed = [];
    /** @type {(port: string) => void} */
    let listens = () => {};
    const port = new Promise((resolve) => {
      listens = resolve;
    });
    const ended = runCommand(
      process.execPath,
      [require.resolve("@pulumi/pulumi/cmd/dynamic-provider"), engineOfItsOwn()],
      {
        cwd: folder,
        env: cleanEnvironment(),
        signal: ending.signal,
        onLine: (line) => listens(line),
        onErrorLine: (line) => printed.push(line),
      },
    );
    const failed = ended.then((code) => {
      throw new CannotMeasure(`The provider's process ended with ${code}:\n${printed.join("\n")}`);
    });
    const end = async () => {
      ending.abort();
      await failed.catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      const provider = `exports.handler = () => require("${side.package}/provider").${side.provider}`;
      const started = new ProviderProcess(await Promise.race([port, failed]), provider, end);
      const request = new messages.ConfigureRequest();
      request.setArgs(Struct.fromJavaScript({ "ozeki:url": pbx }));
      await started.#call("configure", request);
      return started;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /**
   * @param {Properties} news
   * @returns {Promise<{ milliseconds: number, inputs: Properties }>}
   */
  async check(news) {
    const request = new messages.CheckRequest();
    request.setOlds(Struct.fromJavaScript({}));
    request.setNews(this.#struct(news));
    const { milliseconds, response } = await this.#call("check", request);
    const [failure] = response.getFailuresList();
    if (failure !== undefined) throw new CannotMeasure(failure.getReason());
    return { milliseconds, inputs: unwrapSecrets(response.getInputs().toJavaScript()).value };
  }

  /**
   * @param {string} id
   * @param {Properties} olds
   * @param {Properties} news
   * @returns {Promise<{ milliseconds: number }>}
   */
  diff(id, olds, news) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(this.#struct(olds));
    request.setNews(this.#struct(news));
    return this.#call("diff", request);
  }

  /**
   * @param {Properties} inputs
   * @returns {Promise<{ milliseconds: number, outputs: Properties }>}
   */
  async create(inputs) {
    const request = new messages.CreateRequest();
    request.setProperties(this.#struct(inputs));
    const { milliseconds, response } = await this.#call("create", request);
    return { milliseconds, outputs: unwrapSecrets(response.getProperties().toJavaScript()).value };
  }

  /**
   * @param {string} id
   * @param {Properties} outputs
   * @returns {Promise<{ milliseconds: number }>}
   */
  read(id, outputs) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(this.#struct(outputs));
    return this.#call("read", request);
  }

  /**
   * @param {string} id
   * @param {Properties} outputs
   * @returns {Promise<{ milliseconds: number }>}
   */
  delete(id, outputs) {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(this.#struct(outputs));
    return this.#call("delete", request);
  }

  /** Ends the process. */
  async stop() {
    this.#client.close();
    await this.#end();
  }

  /** @param {Properties} properties */
  #struct(properties) {
    return Struct.fromJavaScript({ ...properties, __provider: this.#provider });
  }

  /**
   * @param {"configure" | "check" | "diff" | "create" | "read" | "delete"} method
   * @param {unknown} request
   * @returns {Promise<{ milliseconds: number, response: any }>}
   */
  #call(method, request) {
    return new Promise((resolve, reject) => {
      const start = performance.now();
      const answered = (/** @type {Error | null} */ error, /** @type {unknown} */ response) => {
        const milliseconds = performance.now() - start;
        if (error) reject(new CannotMeasure(`${method} failed: ${error.message}`));
        else resolve({ milliseconds, response });
      };
      const client = /** @type {any} */ (this.#client);
      client[method](request, new grpc.Metadata(), { deadline: Date.now() + DEADLINE }, answered);
    });
  }
}

/**
 * An address without an engine. Providers of one engine share their claims, and these must not: each starts a run of its
 * own.
 */
function engineOfItsOwn() {
  return `127.0.0.${randomInt(2, 255)}:${randomInt(1, 65_536)}`;
}
