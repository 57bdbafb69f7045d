import { contextOf as contextOfAdapter } from "../../../provider/adapters/shared/context";
import type { Connections } from "../../../provider/config/connections";
import { Claims } from "../../../provider/lifecycle/claims";
import type { Context } from "../../../provider/lifecycle/context";
import { OperationFailed } from "../../../provider/lifecycle/errors";
import { ExtensionLifecycle } from "../../../provider/lifecycle/extensionLifecycle";
import { valueAt } from "../../../provider/secrets/properties";
import { LifecycleError } from "../../../provider/types/errors";
import type { ResourceInputs, ResourceState } from "../../../provider/types/resourceState";
import { isUnknown } from "../../../provider/types/unknown";
import { readInParallel } from "../../shared/inParallel";
import { KeptBudget } from "../../shared/keptBudget";
import { isAboutOne } from "../../shared/readExtensions";
import type { Terminal } from "../../shared/terminal";
import type { NewResource } from "./declared";
import { resourceTypeOf } from "./declared";
import { SHOWN_SECRET } from "./secrets";

/** What the lifecycle needs to read extensions for this command. */
function contextOf(connections: Connections, terminal: Terminal): Context {
  return {
    ...contextOfAdapter({
      claims: new Claims(),
      connections: () => connections,
      log: { info: (line) => terminal.warn(line), warn: (line) => terminal.warn(line) },
    }),
    signal: terminal.ended,
    // There is a progress bar, which such a line would tear apart.
    waiting: () => {},
  };
}

/** An extension that the program declares, the state does not have, and the PBX has. */
export interface Importable {
  resource: NewResource;
  state: ResourceState;
  /** Properties in which the program differs from the PBX, as far as a preview shows them. */
  differing: string[];
}

/** What became of reading one. */
export type Read = Importable | { resource: NewResource; why: string };

/**
 * Reads the extensions of resources, several at once.
 *
 * @throws OzekiError where a PBX itself can no longer be read
 * @throws CommandFailed where what is to be kept of them becomes too much
 */
export async function readAllImportable(
  wanted: readonly NewResource[],
  connections: Connections,
  terminal: Terminal,
): Promise<Read[]> {
  const context = contextOf(connections, terminal);
  const { maxConcurrency } = connections.settings(wanted[0]?.inputs.connection as string | undefined);
  const budget = new KeptBudget("the PBX", "name the IDs of fewer extensions");
  return readInParallel(wanted, { concurrency: maxConcurrency, terminal }, async (resource, signal) => {
    const read = await readImportable({ ...context, signal }, resource);
    return "state" in read ? { ...read, state: budget.keep(read.state) } : read;
  });
}

/**
 * Only one resource can manage an extension: of those that declare the same one, the first by name is imported. A preview
 * tells them in another order each time.
 */
export function withoutDuplicates(results: readonly Read[]): Read[] {
  const placeOf = ({ state }: Importable) => `${state.pbx}\n${state.extensionId}`;
  const first = new Map<string, string>();
  for (const found of results.filter((result): result is Importable => "state" in result)) {
    const other = first.get(placeOf(found));
    first.set(placeOf(found), other !== undefined && other < found.resource.name ? other : found.resource.name);
  }
  return results.map((result) => {
    const name = "state" in result ? first.get(placeOf(result)) : undefined;
    return name === undefined || name === result.resource.name
      ? result
      : {
          resource: result.resource,
          why: `${name} declares the same extension: remove one of the two from the program`,
        };
  });
}

/**
 * Reads an extension from the PBX, in the terms of the program that declares it.
 *
 * @throws OzekiError where the PBX itself can no longer be read
 */
async function readImportable(context: Context, resource: NewResource): Promise<Read> {
  const why = whyNot(resource);
  if (why !== undefined) {
    return { resource, why };
  }
  const type = resourceTypeOf(resource);
  const { __provider: _, ...properties } = resource.inputs;
  const inputs = properties as typeof properties & ResourceInputs;
  try {
    const state = await new ExtensionLifecycle(type, context).importDeclared(inputs);
    return state === undefined
      ? { resource, why: `${context.clientFor(inputs.connection).pbx} has no such extension: \`pulumi up\` creates it` }
      : {
          resource,
          state,
          // Of a secret a preview shows nothing to compare.
          differing: type.differing(state, inputs).filter((path) => valueAt(inputs, path) !== SHOWN_SECRET),
        };
  } catch (error) {
    if (error instanceof OperationFailed) {
      if (await isAboutOne(error.cause, context.clientFor(inputs.connection), context.signal)) {
        return { resource, why: error.message };
      }
      throw error.cause;
    }
    if (error instanceof LifecycleError) {
      return { resource, why: error.message };
    }
    throw error;
  }
}

function whyNot({ inputs }: NewResource): string | undefined {
  const { extensionId, connection, elements, xml } = inputs;
  if (typeof extensionId !== "string" || isUnknown([extensionId, connection, elements, xml])) {
    return "its properties depend on resources that do not exist yet: set adopt: true and run `pulumi up`";
  }
  if (elements === SHOWN_SECRET || xml === SHOWN_SECRET) {
    return `its ${xml === SHOWN_SECRET ? "xml" : "elements"} is a secret as a whole, which a preview does not show: set adopt: true and run \`pulumi up\``;
  }
  return undefined;
}
