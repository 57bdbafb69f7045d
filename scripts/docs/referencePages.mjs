import { bundleConsolePage } from "../build/bundleConsolePage.mjs";
import { readSources } from "../schema/readSources.mjs";
import { commandLine } from "./commandLine.mjs";
import { commandIndex, commandPage, exitCodesPage } from "./commandPages.mjs";
import { commandSamples } from "./commandSamples.mjs";
import { configurationPage } from "./configurationPage.mjs";
import { errorsPage } from "./errorsPage.mjs";
import { functionsPage } from "./functionsPage.mjs";
import { policiesPage } from "./policiesPage.mjs";
import { resourcePage } from "./resourcePage.mjs";
import { simulatorPage } from "./simulatorPage.mjs";

/**
 * The pages that follow from the sources, by their paths below the project's folder: docs/reference, and the failure modes, which
 * follow from the tables of their tests.
 * @param {string} root
 * @returns {Promise<Record<string, string>>}
 */
export async function referencePages(root) {
  // The build and the tests define it as well: the simulator's sources name it.
  Object.assign(globalThis, { PULUMI_OZEKI_CONSOLE_PAGE: await bundleConsolePage(root) });
  const sources = readSources(root);
  /** @type {typeof import("../../provider/types/resourceTypes.js")} */
  const { resourceTypes } = sources.load("provider/types/resourceTypes.ts");
  const cli = commandLine(sources);
  const subcommands = await cli.subcommands();
  const samples = await commandSamples(root, sources, cli);
  const pages = {
    "configuration.md": configurationPage(sources),
    ...Object.fromEntries(
      Object.entries(resourceTypes).map(([name, { table }]) => [
        `${name.replace(/\B[A-Z]/g, "-$&").toLowerCase()}.md`,
        resourcePage(sources, name, table),
      ]),
    ),
    "functions.md": functionsPage(root, sources),
    "simulator.md": simulatorPage(sources),
    "policies.md": policiesPage(sources),
    "errors.md": errorsPage(sources),
    "exit-codes.md": exitCodesPage(sources),
    "cli/README.md": commandIndex(subcommands, sources),
    ...Object.fromEntries(
      subcommands.map((one) => [`cli/${one.name}.md`, commandPage(one, /** @type {any} */ (samples)[one.name] ?? [])]),
    ),
  };
  return {
    ...Object.fromEntries(Object.entries(pages).map(([name, text]) => [`docs/reference/${name}`, text])),
    "docs/explanation/failure-modes-appendix.md": sources.load("test/faults/failureModesPage.ts").failureModesPage(),
  };
}
