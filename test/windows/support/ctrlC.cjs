// Loaded into a command of the tests: does what Node.js does when Windows reports Ctrl-C, as soon as a file is there. A console that
// could report it is neither on a build server nor under Wine.
const { existsSync } = require("node:fs");

const file = process.env.PULUMI_OZEKI_TEST_CTRL_C;
const timer = setInterval(() => {
  if (existsSync(file)) {
    clearInterval(timer);
    process.emit("SIGINT");
  }
}, 20);
timer.unref();
