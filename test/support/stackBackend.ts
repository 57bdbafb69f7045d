import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { newStack } from "./newStack";
import { runPulumiSync } from "./pulumiCli";

/** A resource in the state. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  delete?: boolean;
  initErrors?: string[];
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
}

/** The stack whose state is read. */
export interface StackLocation {
  /** The project's folder. */
  folder: string;
  /** The variables of the CLI. */
  environment: NodeJS.ProcessEnv;
  project: string;
  name: string;
}

/** The backend in which the CLI keeps the state of a stack. */
export interface StackBackend {
  /** The value of PULUMI_BACKEND_URL. */
  readonly url: string;
  /** Further variables that the CLI needs for it, such as its password. */
  readonly environment?: NodeJS.ProcessEnv;
  /**
   * Writes the files that `pulumi stack init` would write, which takes half a second of processor time. Left out where only
   * the command can create a stack.
   *
   * @returns the line of the stack's settings by which the passphrase is recognized
   */
  writeNewStack?(project: string, name: string): string;
  /** The resources in the state of a stack. */
  resources(stack: StackLocation): StateResource[];
  /** Everything that the backend stores (state, history, backups, locks), each text with the place where it is. */
  stored(): [where: string, text: string][];
}

/** A folder. */
export class FileBackend implements StackBackend {
  readonly url: string;
  readonly #folder: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.url = pathToFileURL(folder).href;
  }

  writeNewStack(project: string, name: string): string {
    const { meta, state, encryptionsalt } = newStack();
    const file = this.#stateFile(project, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(join(this.#folder, ".pulumi", "meta.yaml"), meta);
    writeFileSync(file, state.replace("organization/test/dev", `organization/${project}/${name}`));
    return encryptionsalt;
  }

  resources({ project, name }: StackLocation): StateResource[] {
    const state = JSON.parse(readFileSync(this.#stateFile(project, name), "utf8")) as {
      checkpoint: { latest?: { resources?: StateResource[] } };
    };
    return state.checkpoint.latest?.resources ?? [];
  }

  /** Cuts the state file off. */
  truncateState(project: string, name: string): void {
    writeFileSync(this.#stateFile(project, name), "");
  }

  /** Replaces the state by the backup that the CLI keeps beside it. */
  restoreBackup(project: string, name: string): void {
    const file = this.#stateFile(project, name);
    copyFileSync(`${file}.bak`, file);
  }

  stored(): [where: string, text: string][] {
    return filesBelow(this.#folder).map((file) => [file, readFileSync(file, "utf8")]);
  }

  #stateFile(project: string, name: string): string {
    return join(this.#folder, ".pulumi", "stacks", project, `${name}.json`);
  }
}

/** A backend behind a URL: its state is what `pulumi stack export` prints. */
export class UrlBackend implements StackBackend {
  constructor(
    readonly url: string,
    readonly environment: NodeJS.ProcessEnv,
    readonly stored: () => [where: string, text: string][],
  ) {}

  resources({ folder, environment, name }: StackLocation): StateResource[] {
    const exported = runPulumiSync(["stack", "export", "--stack", name, "--non-interactive"], folder, environment);
    return (JSON.parse(exported) as { deployment: { resources?: StateResource[] } }).deployment.resources ?? [];
  }
}

/** The files in a folder and its subfolders, except what npm and pip installed. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    if (entry === "node_modules" || entry === "venv") {
      return [];
    }
    const stats = statSync(path);
    if (stats.isDirectory()) {
      return filesBelow(path);
    }
    // Reading a named pipe of the language host would block.
    return stats.isFile() ? [path] : [];
  });
}
