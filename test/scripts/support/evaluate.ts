import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./run";

/** The folder scripts/ of the repository. */
export const SCRIPTS = resolve(__dirname, "../../../scripts");

/** What an expression with a module of scripts/ returns, or the message that it throws, from a process of its own. */
export async function evaluate(file: string, expression: string): Promise<unknown> {
  const url = JSON.stringify(pathToFileURL(resolve(SCRIPTS, file)).href);
  const script = `import * as module from ${url};
    console.log(JSON.stringify(await Promise.resolve().then(() => ${expression}).catch(({ message }) => ({ message }))));`;
  const { stdout, logged } = await run(["--input-type=module", "-e", script], {}).outcome;
  expect(logged).toEqual([]);
  return stdout.trim() === "undefined" ? undefined : JSON.parse(stdout);
}
