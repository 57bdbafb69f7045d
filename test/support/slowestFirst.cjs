const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects whose files take longest, first: no long file is left to run alone at the end. */
const PROJECTS = ["package", "engine", "process", "unit"];

/** Jest's own order is by the durations of the last run, or by size where there was none: on a fresh clone it knows little. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const projectOf = (test) => PROJECTS.indexOf(test.context.config.displayName?.name ?? "unit");
    const known = (test) => test.duration !== undefined;
    const sorted = super.sort(tests);
    return sorted.every(known) ? sorted : sorted.sort((a, b) => projectOf(a) - projectOf(b));
  }
};
