import { CannotMeasure } from "../cannotMeasure.mjs";
import { describe } from "../pbx/tally.mjs";
import { processorTime } from "./processorTime.mjs";
import { Project } from "./project.mjs";

/**
 * What one side took in one round.
 * @typedef {object} Lap
 * @property {Record<string, number>} seconds by step
 * @property {Record<string, number | undefined>} processor seconds by step, as {@link processorTime} counts them
 * @property {Record<string, import("../pbx/pbx.mjs").Seen>} seen by step
 * @property {import("./project.mjs").StateSize} state after the first up
 */

/**
 * Takes one side once through all steps, in a project of its own.
 * @param {import("../sides.mjs").Side} side
 * @param {{
 *   steps: readonly import("./steps.mjs").Step[], extensions: number, skipCheckpoints: boolean, pbx: import("../pbx/pbx.mjs").Pbx,
 *   cli: import("../../scripts/pulumi/ensurePulumi.mjs").Pulumi, signal: AbortSignal, log: (line: string) => void,
 * }} options
 * @returns {Promise<Lap>}
 * @throws {CannotMeasure} where the PBX saw other requests than every side must send
 */
export async function lap(side, { steps, extensions, skipCheckpoints, pbx, cli, signal, log }) {
  const project = new Project(side, cli, signal);
  try {
    await project.setUp({ extensions, pbx: pbx.origin, skipCheckpoints });
    /** @type {Lap} */
    const taken = { seconds: {}, processor: {}, seen: {}, state: { bytes: 0, perExtension: 0 } };
    for (const [index, step] of steps.entries()) {
      if (step.isChange) project.changeFirst(extensions);
      const before = processorTime();
      const { seconds, output } = await project.run(step.command);
      const after = processorTime();
      const seen = await pbx.seen();
      expect(side, step, extensions, seen, output);
      taken.seconds[step.name] = seconds;
      if (before !== undefined && after !== undefined) taken.processor[step.name] = after - before;
      taken.seen[step.name] = seen;
      if (index === 0) taken.state = project.stateSize();
      log(`  ${side.name}: ${step.name} ${seconds.toFixed(2)} s`);
    }
    return taken;
  } finally {
    project.remove();
  }
}

/**
 * @param {import("../sides.mjs").Side} side
 * @param {import("./steps.mjs").Step} step
 * @param {number} extensions
 * @param {import("../pbx/pbx.mjs").Seen} seen
 * @param {string} output
 */
function expect(side, step, extensions, seen, output) {
  const counts = Object.entries(seen.requests).map(([name, { count }]) => `${count} ${name}`);
  const wanted = Object.entries(step.requests(extensions)).map(([name, count]) => `${count} ${name}`);
  const held = step.command === "destroy" ? 0 : extensions;
  if (counts.join() !== wanted.join() || seen.extensions !== held) {
    throw new CannotMeasure(
      `${step.name} of ${side.name} sent ${describe(seen.requests)} and left ${seen.extensions} extensions; ` +
        `to be compared it must send ${wanted.join() || "no request"} and leave ${held}.\n${output}`,
    );
  }
}
