// Preloaded into the Node.js processes of tests. Pulumi prints an error of the program by `util.inspect` with colors, which some versions of
// Node.js repeat for a minute, until the memory is full, when a line of the stack ends with `node_modules/@scope/file`
// (https://github.com/nodejs/node/issues/64011: seen with 20.20.2 and 22.23.5, corrected in 24.22.3).
const util = require("node:util");

const { inspect } = util;
const withoutColors = (value, options, ...more) =>
  inspect(value, value instanceof Error && options?.colors ? { ...options, colors: false } : options, ...more);
util.inspect = Object.assign(withoutColors, inspect);
