// Preloaded into the Node processes of the engine tests. When Pulumi's SDK starts, it loads the TypeScript compiler and npm's
// installer, which it uses only to serialize closures: two thirds of the start of each program and of each dynamic provider.
// Here both are loaded at their first use. The examples and the packed package are tested without this file.
const Module = require("node:module");

const LARGE = new Set(["@npmcli/arborist", "typescript"]);
const load = Module._load;

Module._load = function (request, parent, isMain) {
  const isOfSdk = /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "");
  if (!LARGE.has(request) || !isOfSdk) {
    return load.call(this, request, parent, isMain);
  }
  const loaded = () => load.call(this, request, parent, isMain);
  return new Proxy(
    {},
    {
      // The SDK's own code asks for __esModule on import: for that alone nothing is loaded.
      get: (_, name) => (name === "__esModule" ? true : name === "default" ? loaded() : loaded()[name]),
      has: (_, name) => name in loaded(),
    },
  );
};
