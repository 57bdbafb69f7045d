import { readFileSync } from "node:fs";
import type { RunningCli } from "./pulumiCli";
import { secretForms } from "./secretForms";
import { filesBelow } from "./stackBackend";
import { commandLines } from "./stackProcesses";

/** Milliseconds between two looks at the process table. */
const INTERVAL_MS = 200;

/** Finds the places in which the commands of a stack leave a secret in clear text. */
export class SecretSearch {
  readonly #folder: string;
  readonly #printed: string[] = [];
  readonly #commandLines = new Set<string>();

  /** @param folder - of the project */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Records what a command prints, and the process table while it runs. */
  watch(running: RunningCli): RunningCli {
    const timer = setInterval(() => {
      for (const line of commandLines(this.#folder)) {
        this.#commandLines.add(line);
      }
    }, INTERVAL_MS);
    void running.finished.then(
      (run) => {
        clearInterval(timer);
        this.#printed.push(run.output);
      },
      () => clearInterval(timer),
    );
    return running;
  }

  /** The command lines of the processes that were seen so far, as every user of the machine can see them. */
  get commandLines(): readonly string[] {
    return [...this.#commandLines];
  }

  /**
   * Every place in which a secret is in clear text, in any form: among what was printed, in the process table while a
   * command ran, in a file of the project, its plans and temporary files, and in what the backend stores.
   *
   * @param stored - what the backend stores, each text with the place where it is
   */
  placesOf(secrets: readonly string[], stored: readonly (readonly [where: string, text: string])[]): string[] {
    const forms = secrets.flatMap((secret) => secretForms(secret).map((form) => [secret, form] as const));
    const places: (readonly [where: string, text: string])[] = [
      ...this.#printed.map((output) => [`what was printed: ${output}`, output] as const),
      ...this.commandLines.map((line) => [`the process table: ${line}`, line] as const),
      // Commands have their temporary files in the folder, too.
      ...filesBelow(this.#folder).map((file) => [file, readFileSync(file, "utf8")] as const),
      ...stored,
    ];
    const found = places.flatMap(([where, text]) =>
      forms.filter(([, form]) => text.includes(form)).map(([secret]) => `${secret} in ${where}`),
    );
    return [...new Set(found)];
  }
}
