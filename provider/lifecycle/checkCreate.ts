import type { ConfigXml } from "../api";
import { OzekiError } from "../api/errors";
import { isRecord, secretPaths } from "../secrets/properties";
import { LifecycleError } from "../types/errors";
import type { ResourceInputs } from "../types/resourceState";
import type { ResourceType } from "../types/resourceType";
import { isUnknown } from "../types/unknown";
import type { Failure, ProgramInputs } from "../types/validate";
import { messageWithNextStep } from "./advice";
import type { PbxScope, Scope } from "./context";
import { reportRetries } from "./context";
import { ExtensionExists, Interrupted } from "./errors";
import { readWithRetries } from "./readExtension";
import { assertKnownType } from "./reconcileExisting";

/**
 * Finds out, before anything is written, whether the PBX would refuse to create an extension.
 *
 * One ListExtensions per run tells which IDs exist; of one that exists, GetConfig tells whether the create would keep or
 * adopt it. What `up` would carry out is never refused: where only the run itself can tell, this warns.
 *
 * @param inputs - what check has validated; values that are not known yet among it
 */
export async function checkCreate(scope: Scope, inputs: ProgramInputs & Partial<ResourceInputs>): Promise<Failure[]> {
  const { extensionId, connection } = inputs;
  if (isUnknown(connection)) {
    return [];
  }
  const client = scope.context.findClient(connection);
  if ("problem" in client) {
    warnUnchecked(scope, client.problem);
    return [];
  }
  const onThisPbx = { ...scope, client };
  const { ids, refusal, unanswered } = await scope.context.inventories.of(client, reportRetries(scope.context, client));
  if (refusal !== undefined) {
    return [failure(messageWithNextStep(refusal, "create"))];
  }
  if (unanswered !== undefined) {
    warnUnchecked(scope, unanswered.message, client.pbx);
  }
  if (ids === undefined || extensionId === undefined || isUnknown(extensionId)) {
    return [];
  }
  const { claims } = scope.context;
  if (!ids.has(extensionId) || claims.isInState(client.pbx, extensionId)) {
    return [];
  }
  const found = await readPresent(onThisPbx, extensionId);
  return found === undefined ? [] : checkPresent(onThisPbx, found, inputs);
}

/** The extension that the list names, if it is still there. */
async function readPresent(scope: PbxScope, extensionId: string): Promise<ConfigXml | undefined> {
  try {
    return await readWithRetries(scope, extensionId);
  } catch (error) {
    if (error instanceof OzekiError) {
      warnUnchecked(scope, error.message, scope.client.pbx);
      return undefined;
    }
    if (error instanceof Interrupted) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Warns that it was not checked what already exists.
 *
 * @param why - a sentence; that of a wrong configuration lacks its full stop
 * @param about - what there is one warning for
 */
function warnUnchecked({ context }: Scope, why: string, about = why): void {
  if (context.inventories.isFirstWarning(about)) {
    context.log.warn(
      `${why.replace(/[^.?]$/, "$&.")} The preview did not check whether the extensions already exist. \`pulumi up\` needs the PBX.`,
    );
  }
}

/** Whether a create would keep or adopt the extension that is there. */
function checkPresent(
  { type, context, client: { pbx } }: PbxScope,
  found: ConfigXml,
  given: ProgramInputs & Partial<ResourceInputs>,
): Failure[] {
  const { known, open } = withoutUnknown(given);
  const { extensionId } = known;
  let problem: LifecycleError;
  try {
    if (open.every((name) => !["type", "knownType"].includes(name))) {
      assertKnownType(type, found, known, pbx);
    }
    const present = type.flatten(found, known, pbx);
    const differing = type.differing(present, known).filter((path) => !open.includes(path));
    if (known.adopt || open.includes("adopt")) {
      return [];
    }
    if (differing.length === 0) {
      if (open.length > 0) {
        context.log.warn(
          `Extension ${extensionId} already exists on ${pbx}. \`pulumi up\` keeps it if it equals what is declared; not known yet: ${open.join(", ")}.`,
        );
      }
      return [];
    }
    problem = new ExtensionExists(pbx, extensionId, differing);
  } catch (error) {
    if (!(error instanceof LifecycleError)) {
      throw error;
    }
    problem = error;
  }
  if (isForeign(type, found, secretPaths(type.secretsIn(known as object as ProgramInputs)), problem)) {
    return [failure(problem.message)];
  }
  context.log.warn(
    `${problem.message} The preview continues: with \`--replace\` and the option deleteBeforeReplace, \`pulumi up\` deletes it first. Without them it fails.`,
  );
  return [];
}

/**
 * Whether this resource cannot have created what was found. The engine checks a resource that `--replace` names as if it
 * were new, and perhaps deletes the old one first. Only a secret, or a type that this resource cannot have, tells the two
 * cases apart.
 *
 * @param secrets - the paths of the declared secrets
 * @param problem - why a create would be refused
 */
function isForeign(type: ResourceType, found: ConfigXml, secrets: readonly string[], problem: LifecycleError): boolean {
  return problem instanceof ExtensionExists
    ? secrets.length > 0 && secrets.every((path) => problem.differing.includes(path))
    : type.type !== undefined || type.rules.properties.knownType?.(found.knownType) !== undefined;
}

/** The inputs without what is not known yet, and the paths of that, such as `elements.Codec`. */
function withoutUnknown(inputs: ProgramInputs & Partial<ResourceInputs>): { known: ResourceInputs; open: string[] } {
  const open: string[] = [];
  const knownOf = (values: ProgramInputs, path: readonly string[]): ProgramInputs =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
        const isOpen = isUnknown(value);
        if (isOpen && !isRecord(value)) {
          open.push([...path, name].join("."));
          // What is compared name by name has none of them.
          return name === "elements" ? [[name, {}]] : [];
        }
        return [[name, isOpen ? knownOf(value as ProgramInputs, [...path, name]) : value]];
      }),
    );
  return { known: knownOf(inputs, []) as ProgramInputs & ResourceInputs, open };
}

/** Without a property: the engine prints the value of one beside the reason. */
function failure(reason: string): Failure {
  return { about: "extensionId", property: "", reason };
}
