import { declarationsOnly } from "../../../provider/types/declarationsOnly";
import type { ResourceType } from "../../../provider/types/resourceType";
import { resourceTypes } from "../../../provider/types/resourceTypes";
import { dynamicToken, nativeToken } from "../../../provider/types/tokens";
import { urnParts } from "../../../provider/types/urn";
import { Progress } from "../../shared/progress";
import { runPulumi, whyFailed } from "../../shared/pulumi";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, stopIfEnded } from "../../shared/terminal";
import { maskSecrets } from "./secrets";

/** The resource types that can be imported, by their tokens. */
const importableTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(resourceTypes).map(([name, type]) => [dynamicToken(name), type as ResourceType]),
);

/** The tokens of the native plugin: Pulumi itself imports its resources. */
const nativeTypes: ReadonlySet<string> = new Set(Object.keys(resourceTypes).map(nativeToken));

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

/** The resource type of an extension that a preview has found. */
export function resourceTypeOf({ type }: NewResource): ResourceType {
  const found = importableTypes.get(type);
  if (found === undefined) {
    throw new TypeError(`${type} cannot be imported`);
  }
  return found;
}

/** What a preview says of a program. */
export interface DeclaredResources {
  /** Extensions that an up would make. */
  extensions: NewResource[];
  /** IDs of the extensions that the program declares and the state has already. */
  inState: ReadonlySet<string>;
  /** Whether the program declares extensions with the native plugin. */
  usesPlugin: boolean;
  /** Components that an up would create, by URN: extensions may be inside of them. */
  components: ReadonlyMap<string, NewResource>;
}

interface StateMetadata {
  urn?: string;
  type?: string;
  custom?: boolean;
  parent?: string;
  protect?: boolean;
  inputs?: Record<string, unknown>;
}

/** A line of `pulumi preview --json` in streaming mode, as far as it is used here. */
interface EngineEvent {
  resourcePreEvent?: { metadata?: { op?: string; new?: StateMetadata | null } };
  diagnosticEvent?: { prefix?: string; message?: string; severity?: string };
  summaryEvent?: object;
}

/**
 * Runs a preview to find what the program in this folder declares beyond the stack's state. It sends nothing to the PBX, and
 * prints no secret.
 *
 * @param expectedCount - about how many extensions it declares, for the progress; undefined where that is not known
 * @throws CommandFailed where the preview fails
 */
export async function declaredOnly(
  stack: string,
  terminal: Terminal,
  expectedCount: Promise<number | undefined>,
): Promise<DeclaredResources> {
  const preview = new PreviewEvents();
  const progress = new Progress(terminal, "resources previewed");
  void expectedCount.then((count) => {
    if (count !== undefined) {
      progress.estimate(count);
    }
  });
  try {
    const run = await runPulumi(["preview", "--json", "--stack", stack], {
      environment: {
        // Even in a preview, Pulumi otherwise rebuilds the whole state after each resource, and discards it.
        PULUMI_SKIP_CHECKPOINTS: "true",
        ...terminal.environment,
        ...declarationsOnly,
        // Otherwise Pulumi prints one JSON document at the end, and nothing before it.
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      },
      terminal,
      onStdoutLine: (line) => {
        if (preview.read(line)) {
          progress.step();
        }
      },
    });
    stopIfEnded(terminal, "Cancelled. The state was not changed.");
    if (run.code !== 0 || !preview.isComplete) {
      throw new CommandFailed(
        `error: the preview of stack ${stack} failed, so it is not known what the program declares: ${preview.error ?? whyFailed(run)}. ` +
          "Run `pulumi preview`, fix what it reports, and run this again",
        1,
      );
    }
    return preview.declared();
  } finally {
    progress.stop();
  }
}

/** Collects from the events of a preview what is needed, and drops the rest: debug events hold secrets in clear text. */
export class PreviewEvents {
  readonly #kept: ResourceOfPreview[] = [];
  readonly #created: ResourceOfPreview[] = [];
  #error: string | undefined;
  #isComplete = false;

  /** Why the preview failed, in one line. */
  get error(): string | undefined {
    return this.#error;
  }

  /** Whether the preview came to its summary. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /**
   * Reads a line of the stream.
   *
   * @returns whether it was about a resource
   */
  read(line: string): boolean {
    const { resourcePreEvent, diagnosticEvent, summaryEvent } = parse(line);
    if (diagnosticEvent?.severity === "error") {
      this.#error ??= withoutStack(`${diagnosticEvent.prefix ?? ""}${diagnosticEvent.message ?? ""}`);
    }
    this.#isComplete ||= summaryEvent !== undefined;
    const { op, new: state } = resourcePreEvent?.metadata ?? {};
    const resource = resourceOf(state ?? {});
    if (resource === undefined || op === "delete") {
      return false;
    }
    (op === "create" ? this.#created : this.#kept).push(resource);
    return true;
  }

  declared(): DeclaredResources {
    return {
      extensions: this.#created.filter(({ type }) => importableTypes.has(type)),
      inState: new Set(
        this.#kept.filter(({ type }) => importableTypes.has(type)).map(({ inputs }) => String(inputs.extensionId)),
      ),
      usesPlugin: [...this.#created, ...this.#kept].some(({ type }) => nativeTypes.has(type)),
      components: new Map(
        this.#created.filter(({ isComponent }) => isComponent).map((resource) => [resource.urn, resource]),
      ),
    };
  }
}

function parse(line: string): EngineEvent {
  // Debug events are most of the stream: parsing them would take longer than all else.
  if (!/"(resourcePreEvent|diagnosticEvent|summaryEvent)":/.test(line) || /"severity":"debug"/.test(line)) {
    return {};
  }
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return {};
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

type ResourceOfPreview = NewResource & { isComponent: boolean };

function resourceOf({ urn, type, custom, parent, protect, inputs }: StateMetadata): ResourceOfPreview | undefined {
  if (urn === undefined || type === undefined || type === STACK) {
    return undefined;
  }
  return {
    urn,
    type,
    name: urnParts(urn).name,
    ...(parent !== undefined && parent !== "" && !parent.includes(`::${STACK}::`) && { parent }),
    protect: protect === true,
    inputs: maskSecrets(inputs ?? {}) as Record<string, unknown>,
    isComponent: custom !== true,
  };
}
