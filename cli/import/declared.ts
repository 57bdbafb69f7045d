import { UNKNOWN } from "../../provider/lifecycle/unknown";
import { runPulumi, whyFailed } from "../connect/pulumi";
import { stopIfEnded } from "../ended";
import type { Terminal } from "../terminal";
import { CommandFailed } from "../terminal";

/** The type tokens of the resources that can be imported. */
export const importableTypes = {
  "pulumi-nodejs:dynamic/ozeki:SipExtension": "sipExtension",
  "pulumi-nodejs:dynamic/ozeki:Extension": "extension",
} as const;

/** One of {@link importableTypes}. */
export type ImportableType = keyof typeof importableTypes;

/** The type tokens of the extensions in a state, of the dynamic resources and of the plugin. */
export const extensionTypes: ReadonlySet<string> = new Set([
  ...Object.keys(importableTypes),
  "ozeki:index:SipExtension",
  "ozeki:index:Extension",
]);

/** A resource that the program declares and the stack's state does not have. */
export interface NewResource {
  urn: string;
  type: string;
  name: string;
  /** URN of the resource around it; left out for the stack itself. */
  parent?: string;
  protect: boolean;
  /** As check returned them; secrets are masked. */
  inputs: Readonly<Record<string, unknown>>;
}

/** What a preview says of a program. */
export interface Declared {
  /** Extensions that an up would make. */
  extensions: (NewResource & { type: ImportableType })[];
  /** IDs of the extensions that the program declares and the state has already. */
  inState: ReadonlySet<string>;
  /** Components that an up would make, by URN: extensions may stand inside of them. */
  components: ReadonlyMap<string, NewResource>;
}

interface Step {
  op?: string;
  urn?: string;
  newState?: {
    urn?: string;
    type?: string;
    custom?: boolean;
    parent?: string;
    protect?: boolean;
    inputs?: Record<string, unknown>;
  };
}

/**
 * Asks a preview what the program in this folder declares beyond the stack's state. It sends nothing to the PBX, and
 * prints no secret.
 *
 * @throws CommandFailed where the preview fails
 */
export async function declaredOnly(stack: string, terminal: Terminal): Promise<Declared> {
  const run = await runPulumi(["preview", "--json", "--show-sames", "--stack", stack], {
    environment: terminal.environment,
    signal: terminal.ended,
  });
  stopIfEnded(terminal, "Ended before it was done: the state is as it was.");
  const steps = run.code === 0 ? stepsOf(run.stdout) : undefined;
  if (steps === undefined) {
    throw new CommandFailed(
      `error: the preview of stack ${stack} fails, so what the program declares is not known: ${reasonOf(run)}. ` +
        "See `pulumi preview`, and run this again when it works",
      1,
    );
  }
  const kept = steps.filter(({ op }) => op !== "create" && op !== "delete").flatMap(resourceOf);
  const created = steps.filter(({ op }) => op === "create").flatMap(resourceOf);
  return {
    extensions: created.flatMap((resource) =>
      isImportable(resource.type) ? [{ ...resource, type: resource.type }] : [],
    ),
    inState: new Set(kept.filter(({ type }) => isImportable(type)).map(({ inputs }) => String(inputs.extensionId))),
    components: new Map(created.filter(({ isComponent }) => isComponent).map((resource) => [resource.urn, resource])),
  };
}

function isImportable(type: string): type is ImportableType {
  return Object.hasOwn(importableTypes, type);
}

function stepsOf(json: string): Step[] | undefined {
  try {
    return (JSON.parse(json) as { steps?: Step[] }).steps ?? [];
  } catch {
    return undefined;
  }
}

/** A failed preview says why among its diagnostics. */
function reasonOf(run: Parameters<typeof whyFailed>[0]): string {
  try {
    const { diagnostics = [] } = JSON.parse(run.stdout) as { diagnostics?: { severity?: string; message?: string }[] };
    const message = diagnostics.find(({ severity }) => severity === "error")?.message;
    return message === undefined ? whyFailed(run) : withoutStack(message);
  } catch {
    return whyFailed(run);
  }
}

/** What a program throws comes with its stack. */
function withoutStack(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.startsWith("at "))
    .join(" ")
    .replace(/^error: /, "")
    .replace(/\.$/, "");
}

const STACK = "pulumi:pulumi:Stack";

function resourceOf({ newState = {} }: Step): (NewResource & { isComponent: boolean })[] {
  const { urn, type, custom, parent, protect, inputs } = newState;
  if (urn === undefined || type === undefined || type === STACK) {
    return [];
  }
  return [
    {
      urn,
      type,
      // The type names may hold ::, but stand before: the name is what follows the fourth.
      name: urn.split("::").slice(3).join("::"),
      ...(parent !== undefined && !parent.includes(`::${STACK}::`) && { parent }),
      protect: protect === true,
      inputs: inputs ?? {},
      isComponent: custom !== true,
    },
  ];
}

/** Whether something of what the preview shows is not known before an up. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.values(value).some(isUnknown) : value === UNKNOWN;
}
