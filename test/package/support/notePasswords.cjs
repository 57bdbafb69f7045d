// Loaded into the demo's process before the demo: notes every password that reaches the simulator, so that a test can look
// for them in what the demo prints.
const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const load = Module.prototype.require;
Module.prototype.require = function (...args) {
  const loaded = load.apply(this, args);
  if (!String(args[0]).endsWith("simulator/index.js")) return loaded;
  const { Simulator } = loaded;
  const start = Simulator.start.bind(Simulator);
  Simulator.start = (options) => start({ ...options, onRequest: note });
  return loaded;
};

function note({ parameters }) {
  const [password] = /(?<=<Password>)[^<]+/.exec(parameters.ConfigXML ?? "") ?? [];
  if (password !== undefined) appendFileSync(process.env.TEST_PASSWORDS, `${password}\n`);
}
