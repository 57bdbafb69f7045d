import type { dynamic } from "@pulumi/pulumi";
import { escapeControlChars } from "../../api/display";
import { Connections } from "../../config/connections";
import { Claims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";
import { ExtensionLifecycle } from "../../lifecycle/extensionLifecycle";
import { currentState } from "../../lifecycle/stateShape";
import type { Properties } from "../../secrets/properties";
import { extension as extensionType } from "../../types/extension/extensionType";
import type { ResourceInputs } from "../../types/resourceState";
import { inputsOf } from "../../types/resourceState";
import type { ResourceType } from "../../types/resourceType";
import { sipExtension as sipExtensionType } from "../../types/sipExtension/sipExtensionType";
import { contextOf } from "../shared/context";
import { isEngineAddress, RunClaims } from "../shared/runClaims";
import { wrapSecrets } from "../shared/secretEnvelopes";
import { printable } from "./printable";

/** A state as the engine passes it, perhaps written by another version of this package. */
type Stored = Readonly<Record<string, unknown>>;

/** The lines appear under the stack while the command runs, and among the diagnostics at its end. */
const log: Log = {
  info: (line) => console.log(escapeControlChars(line)),
  // The process behind a dynamic provider reaches the engine by what it prints only.
  warn: (line) => console.log(escapeControlChars(`warning: ${line}`)),
};
// All provider processes of a run are started with the engine's address.
const [, , engine] = process.argv;
const claims = new Claims(isEngineAddress(engine) ? new RunClaims(engine, log) : undefined);
let connections = new Connections({ get: () => undefined, environment: process.env });
const context = contextOf({ claims, connections: () => connections, log });

/**
 * The provider of the resource `SipExtension`, as a dynamic provider of Pulumi. Programs do not use it: Pulumi loads it
 * by the code in the state of every such resource:
 * `exports.handler = () => require("pulumi-ozeki/provider").sipExtension`.
 */
export const sipExtension: dynamic.ResourceProvider = providerOf(sipExtensionType);

/**
 * The provider of the resource `Extension`, which Pulumi loads like {@link sipExtension}, by
 * `exports.handler = () => require("pulumi-ozeki/provider").extension`.
 */
export const extension: dynamic.ResourceProvider = providerOf(extensionType);

/** The dynamic provider over the lifecycle of a resource type. */
function providerOf<Inputs extends ResourceInputs>(type: ResourceType<Inputs>): dynamic.ResourceProvider {
  const lifecycle = new ExtensionLifecycle(type, context);
  // The engine keeps secret what the program marked. Other secrets are marked here, after the program's transformations
  // and transforms, and not in the resource class, which runs before them.
  const withSecrets = <Values extends object>(values: Values) =>
    wrapSecrets(values, type.secretsIn(values as Properties)) as Values;
  return {
    async configure({ config }) {
      // Only stores: Pulumi keeps a provider whose configure failed, and calls it while configure runs.
      configure(config);
    },

    async check(olds, news) {
      try {
        const { inputs, failures } = await lifecycle.check(olds, news);
        return {
          inputs: withSecrets(inputs),
          failures: failures.map(({ property, reason }) => ({ property, reason })),
        };
      } catch (error) {
        return { inputs: withSecrets(news), failures: [{ property: "", reason: printable(error).message }] };
      }
    },

    async diff(_id, olds: Stored, news: Inputs) {
      try {
        const { changes, replaces, deleteBeforeReplace } = lifecycle.diff(currentState(olds), news);
        return { changes, replaces, deleteBeforeReplace };
      } catch (error) {
        throw printable(error);
      }
    },

    async create(inputs: Inputs) {
      try {
        return { id: inputs.extensionId, outs: withSecrets(await lifecycle.create(inputs)) };
      } catch (error) {
        throw printable(error, inputs, withSecrets);
      }
    },

    async read(id, state: Stored) {
      try {
        const found = await lifecycle.read(currentState<Inputs>(state));
        return found === undefined
          ? { id: "", props: {} }
          : { id, props: withSecrets(found), inputs: withSecrets(inputsOf<Inputs>(found)) };
      } catch (error) {
        throw printable(error);
      }
    },

    async update(_id, olds: Stored, news: Inputs) {
      try {
        return { outs: withSecrets(await lifecycle.update(currentState<Inputs>(olds), news)) };
      } catch (error) {
        throw printable(error, news, withSecrets);
      }
    },

    async delete(_id, state: Stored) {
      try {
        await lifecycle.delete(currentState<Inputs>(state));
      } catch (error) {
        throw printable(error);
      }
    },
  };
}

let configured: string | undefined;

/**
 * Stores the configuration. Pulumi configures each resource type separately with the same values; they share their
 * connections, and with them the limit of requests at once.
 */
function configure(config: dynamic.Config): void {
  const all = allOf(config);
  const json = all === undefined ? undefined : JSON.stringify(all);
  if (json === undefined || json !== configured) {
    configured = json;
    connections = new Connections({
      get: (key) => config.get(key),
      ...(all !== undefined && { keys: Object.keys(all) }),
      environment: process.env,
    });
  }
}

/**
 * All keys of the configuration. They are private in the SDK, but every version so far has them under this name.
 * Without them a misspelt key is not reported and each resource type has its own connections; everything else works.
 */
function allOf(config: dynamic.Config): object | undefined {
  const all: unknown = "rawConfig" in config ? config.rawConfig : undefined;
  return typeof all === "object" && all !== null ? all : undefined;
}
