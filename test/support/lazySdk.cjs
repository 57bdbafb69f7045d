// Preloaded into the Node.js processes of the engine tests. When Pulumi's SDK starts, it loads the TypeScript compiler, npm's
// installer, the Automation API and OpenTelemetry, and attaches a debugger, none of which a program without closures and
// traces uses: they take most of the start of each program and of each dynamic provider. Here they are loaded at their first
// use, and the source maps of the SDK itself are not read. The examples, the demo and the packed package are tested without
// this file.
const { existsSync } = require("node:fs");
const Module = require("node:module");
require("./inspectErrors.cjs");

const LAZY =
  /^(typescript|@npmcli\/arborist|\.\/automation|@opentelemetry\/(?!api$).*|semver|normalize-package-data|fdir|upath|js-yaml)$/;
const SDK = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const NO_MAP = { version: 3, sources: [], names: [], mappings: "" };
const load = Module._load;

Module._load = function (request, parent, isMain) {
  const really = () => load.call(this, request, parent, isMain);
  if (!SDK.test(parent?.filename ?? "")) {
    return really();
  }
  if (request === "source-map-support/register") {
    return withoutMapsOfSdk(load.call(this, "source-map-support", parent, isMain));
  }
  if (request === "inspector") {
    return { Session: lazySession(really) };
  }
  return LAZY.test(request) ? lazyModule(really) : really();
};

// Without it the SDK sets up OpenTelemetry.
delete process.env.TRACEPARENT;
// `typescript: false` in Pulumi.yaml, which a language host that is older than the CLI does not read.
if (existsSync("index.js")) {
  process.env.PULUMI_NODEJS_TYPESCRIPT = "false";
}

function withoutMapsOfSdk(sourceMaps) {
  sourceMaps.install({ retrieveSourceMap: (file) => (SDK.test(file) ? { url: file, map: NO_MAP } : null) });
}

function lazyModule(really) {
  return new Proxy(
    {},
    {
      // The SDK's own code asks for __esModule on import: for that alone nothing is loaded.
      get: (_, name) => (name === "__esModule" ? true : name === "default" ? really() : really()[name]),
      has: (_, name) => name in really(),
    },
  );
}

/** Sessions of the inspector that attach no debugger before a closure is looked into: with one, each module loads slowly. */
function lazySession(really) {
  return class {
    #listeners = [];
    #session;

    connect() {}

    addListener(...listener) {
      this.#listeners.push(listener);
    }

    post(method, ...more) {
      if (method === "Debugger.enable" && this.#session === undefined) {
        more.at(-1)(null, {});
        return;
      }
      if (this.#session === undefined) {
        this.#session = new (really().Session)();
        this.#session.connect();
        for (const listener of this.#listeners) {
          this.#session.addListener(...listener);
        }
        // Tells the listeners of every script that is loaded already.
        this.#session.post("Debugger.enable");
      }
      this.#session.post(method, ...more);
    }
  };
}
