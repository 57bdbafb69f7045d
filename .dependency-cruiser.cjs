/**
 * The architecture: every folder of `provider/` may import those below it, and no other.
 *
 *   index, resources, functions, csv, adapters    what programs and Pulumi use
 *   lifecycle                                what Pulumi's operations mean
 *   config                                   the configuration
 *   types                                    what an extension consists of
 *   secrets                                  which values are secrets
 *   api                                      the PBX's HTTP API
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
const LIBRARIES = "node_modules";
const NOT_PUBLISHED = "^(test|bench|scripts|examples)/";

/**
 * @param {string} from a folder of `provider/`
 * @param {string[]} below the folders that it may import
 * @param {{ comment?: string, forbidden?: string }} more `forbidden`: the libraries that it must not import
 */
function layer(from, below, { comment = "", forbidden = `^${LIBRARIES}/` } = {}) {
  return {
    name: `${from.replaceAll("/", "-")}-imports-what-is-below-it`,
    comment,
    severity: "error",
    from: { path: `^provider/${from}(/|[.]ts$)` },
    to: {
      path: ["^(provider|simulator|cli)/", forbidden],
      pathNot: [from, ...below].map((it) => `^provider/${it}(/|[.]ts$)`),
    },
  };
}

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    layer("api", [], {
      comment: "It could be published alone: it knows nothing of Pulumi.",
      forbidden: `^${LIBRARIES}/@pulumi/`,
    }),
    layer("secrets", []),
    layer("types", ["api", "secrets"]),
    layer("config", ["api", "secrets"]),
    layer("lifecycle", ["api", "secrets", "types", "config"], { comment: "Plain values in, plain values out." }),
    layer("resources", ["types", "config/(clearTextSecrets|configurationKeys)"], {
      forbidden: `^${LIBRARIES}/(?!@pulumi)`,
    }),
    layer("csv", ["types", "resources", "api/suggestion"], {
      comment: "From a spreadsheet to the arguments of resources.",
      forbidden: `^${LIBRARIES}/(?!@pulumi|csv-parse)`,
    }),
    layer("functions", ["api", "secrets", "types", "lifecycle", "config", "resources", "adapters/shared"], {
      forbidden: `^${LIBRARIES}/(?!@pulumi)`,
    }),
    layer("adapters", ["api", "secrets", "types", "lifecycle", "config", "functions"], {
      comment: "Pulumi's two protocols over the one lifecycle. No decisions.",
      forbidden: `^${LIBRARIES}/(?!@pulumi|@grpc|google-protobuf)`,
    }),
    layer("index", ["resources", "functions", "csv", "api/payloads"]),
    {
      name: "policy-knows-no-pbx",
      comment: "The policies judge what a program declares: they read no configuration and talk to no PBX.",
      severity: "error",
      from: { path: "^policy/" },
      to: {
        path: ["^(provider|simulator|cli)/", `^${LIBRARIES}/(?!@pulumi|@grpc|google-protobuf)`],
        pathNot:
          "^provider/(secrets/|types/|api/(display|suggestion)[.]ts$|functions/matchId[.]ts$|adapters/native/(failure|serve|struct)[.]ts$)",
      },
    },
    {
      name: "policy-rules-know-no-protocol",
      comment: "Plain values in, messages out.",
      severity: "error",
      from: { path: "^policy/(?!main|analyzer)" },
      to: { path: [`^${LIBRARIES}/`, "^provider/adapters/"] },
    },
    {
      name: "only-the-policies-know-policy",
      severity: "error",
      from: { path: "^(provider|simulator|cli)/" },
      to: { path: "^policy/" },
    },
    {
      name: "light-modules-load-no-http-library",
      comment:
        "check, diff and a program that only declares load no HTTP or XML library: only types come from api/index.",
      severity: "error",
      from: { path: "^provider/(types|lifecycle|functions|resources|secrets)/" },
      to: {
        path: "^provider/api/(index|client|transport|retry)",
        dependencyTypesNot: ["type-only", "type-import"],
      },
    },
    {
      name: "declarations-reach-no-http-library",
      comment:
        "The published declarations of what a program imports name no type of the HTTP client: it would have to have undici's.",
      severity: "error",
      from: { path: "^provider/(resources/|functions/types[.]ts$|types/(resourceState|propertyTable|.+/table)[.]ts$)" },
      to: { path: "^provider/api/(index|client|transport|retry)", reachable: true },
    },
    {
      name: "functions-load-lazily",
      comment: "What reads a PBX is loaded with the first call of a function.",
      severity: "error",
      from: { path: "^provider/functions/(?!(call|reading|errors)\\.ts$)" },
      to: {
        path: "^provider/(config|adapters|api|lifecycle|types/(?!propertyTable|sipExtension/table)|functions/(call|reading|errors)\\.ts$)",
        dependencyTypesNot: ["type-only", "type-import", "require"],
      },
    },
    {
      name: "simulator-knows-libraries-only",
      comment: "A mistake in the provider must not be repeated in the PBX that it is tested against.",
      severity: "error",
      from: { path: "^simulator/" },
      to: { path: `^(provider|cli)/|${LIBRARIES}/(undici|fast-xml-parser|xmlbuilder2|@pulumi)` },
    },
    {
      name: "nothing-published-knows-tests",
      severity: "error",
      from: { path: "^(provider|policy|simulator|cli)/" },
      to: { path: NOT_PUBLISHED },
    },
    {
      name: "published-code-uses-declared-dependencies",
      severity: "error",
      from: { path: "^(provider|policy|simulator|cli)/", pathNot: "^(provider/adapters/native|policy)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: `${LIBRARIES}/@pulumi/pulumi` },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
    exclude: { path: "^(dist|examples)/" },
  },
};
