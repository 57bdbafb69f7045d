import { isSecretEnvelope } from "../../provider/adapters/shared/secretEnvelopes";
import { escapeControlChars } from "../../provider/api/display";
import type { Properties } from "../../provider/secrets/properties";
import { defineProperty, isRecord } from "../../provider/secrets/properties";
import type { ResourceInputs } from "../../provider/types/resourceState";
import type { ResourceType } from "../../provider/types/resourceType";
import { resourceTypes } from "../../provider/types/resourceTypes";
import { dynamicToken, nativeToken } from "../../provider/types/tokens";
import { urnParts } from "../../provider/types/urn";
import { providePassphrase, runPulumi, whyFailed } from "./pulumi";
import type { Terminal } from "./terminal";
import { CommandFailed, stopIfEnded } from "./terminal";

/** An extension in a stack's state. */
export interface StackExtension {
  readonly id: string;
  /** Name of its resource. */
  readonly name: string;
  readonly resourceType: ResourceType;
  /** Whether the native plugin manages it, and not a dynamic provider. */
  readonly isNative: boolean;
  /** What the state holds of it, its secrets in the clear if they were asked for, and otherwise without them: never printed. */
  readonly outputs: ResourceInputs;
  /** What the state holds encrypted, as paths such as `password` or `elements.Pin`. */
  readonly secretPaths: ReadonlySet<string>;
}

const typesByToken: ReadonlyMap<string, Pick<StackExtension, "resourceType" | "isNative">> = new Map(
  Object.entries(resourceTypes).flatMap(([name, type]) =>
    [false, true].map((isNative) => [
      isNative ? nativeToken(name) : dynamicToken(name),
      { resourceType: type as ResourceType, isNative },
    ]),
  ),
);

interface StateResource {
  urn?: string;
  type?: string;
  id?: string;
  delete?: boolean;
  outputs?: Properties;
}

/**
 * Reads the extensions of a stack's state that are on one PBX; one that is not confirmed yet may be anywhere.
 *
 * @param how.withSecrets - whether to decrypt the secrets
 * @throws CommandFailed where Pulumi cannot read the state
 */
export async function stackExtensions(
  stack: string,
  pbx: string,
  how: { terminal: Terminal; withSecrets: boolean },
): Promise<StackExtension[]> {
  const { terminal, withSecrets } = how;
  if (withSecrets) {
    await providePassphrase(stack, terminal);
  }
  const secrets = withSecrets ? ["--show-secrets"] : [];
  const run = await runPulumi(["stack", "export", "--stack", stack, ...secrets], { terminal });
  stopIfEnded(terminal);
  if (run.code !== 0) {
    throw new CommandFailed(
      `error: the state of stack ${escapeControlChars(stack)} cannot be read: ${escapeControlChars(whyFailed({ ...run, stdout: "" }))}`,
      1,
    );
  }
  return resourcesOf(run.stdout, stack)
    .filter(({ delete: isPending, outputs }) => isPending !== true && isOn(outputs, pbx))
    .flatMap(({ urn = "", id, type = "", outputs = {} }) => {
      const found = typesByToken.get(type);
      return id === undefined || found === undefined
        ? []
        : [{ id, name: urnParts(urn).name, ...found, ...readOutputs(outputs, stack) }];
    });
}

function isOn(outputs: Properties | undefined, pbx: string): boolean {
  return outputs?.pbx === undefined || outputs.pbx === pbx;
}

/** Outputs with the secrets that were decrypted, and where there are secrets. */
function readOutputs(outputs: Properties, stack: string): Pick<StackExtension, "outputs" | "secretPaths"> {
  const secretPaths = new Set<string>();
  const decrypted = decryptedIn(outputs, [], { secretPaths, stack }) as ResourceInputs;
  return { outputs: decrypted, secretPaths };
}

/**
 * `pulumi stack export --show-secrets` puts the JSON of each secret into an envelope. What is still encrypted is undefined, and
 * left out of what contains it.
 */
function decryptedIn(
  value: unknown,
  path: readonly string[],
  how: { secretPaths: Set<string>; stack: string },
): unknown {
  if (!isRecord(value)) {
    return value;
  }
  if (isSecretEnvelope(value)) {
    how.secretPaths.add(path.join("."));
    return typeof value.plaintext === "string"
      ? decryptedIn(fromJson(value.plaintext, how.stack), path, how)
      : undefined;
  }
  const result: Properties = {};
  for (const [name, inner] of Object.entries(value)) {
    const decrypted = decryptedIn(inner, [...path, name], how);
    if (decrypted !== undefined) {
      defineProperty(result, name, decrypted);
    }
  }
  return result;
}

function resourcesOf(json: string, stack: string): StateResource[] {
  const state = fromJson(json, stack) as { deployment?: { resources?: StateResource[] } } | null;
  return state?.deployment?.resources ?? [];
}

/** What Pulumi wrote as JSON. */
function fromJson(json: string, stack: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own message quotes the text, which may be a secret.
    throw new CommandFailed(
      `error: pulumi stack export of stack ${escapeControlChars(stack)} gave no JSON: is the Pulumi CLI recent?`,
      1,
    );
  }
}
