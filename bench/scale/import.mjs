import { CannotMeasure } from "../cannotMeasure.mjs";
import { Project } from "../engine/project.mjs";
import { run } from "../export/compare.mjs";
import { ours } from "../sides.mjs";

/**
 * Times `pulumi-ozeki import` into a fresh stack of a project that `pulumi-ozeki export` wrote.
 * @param {{ extensions: number, pbx: string, cli: import("../../scripts/pulumi/ensurePulumi.mjs").Pulumi, signal: AbortSignal }} options
 * @returns {Promise<number>} seconds
 * @throws {CannotMeasure} where the state does not hold every extension afterwards
 */
export async function timeImport({ extensions, pbx, cli, signal }) {
  const project = new Project(ours, cli, signal);
  try {
    await project.setUp({
      pbx,
      skipCheckpoints: false,
      write: (dir) => run(["export", "--url", pbx, "--dir", dir, "--name", "bench"], { signal }),
    });
    const seconds = await project.runOurs(["import", "--stack", "dev", "--yes"]);
    const imported = project.extensionsInState();
    if (imported !== extensions)
      throw new CannotMeasure(`The import left ${imported} of ${extensions} extensions in the state.`);
    return seconds;
  } finally {
    project.remove();
  }
}
