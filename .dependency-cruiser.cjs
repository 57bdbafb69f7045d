/**
 * The arrows of the architecture: program, resource class, engine, provider entry, lifecycle, client, transport, PBX.
 * A module knows only what stands below it.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const libraries = "node_modules";

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "ozeki-knows-libraries-only",
      comment: "The HTTP API could be published alone: it knows nothing of Pulumi nor of this provider.",
      severity: "error",
      from: { path: "^provider/ozeki/" },
      to: { path: "^(provider/(?!ozeki/)|simulator/|cli/|plugin/|test/|bench/)|node_modules/@pulumi" },
    },
    {
      name: "lifecycle-knows-the-api-only",
      comment: "Plain values in, plain values out: no Pulumi types, no gRPC, no HTTP library.",
      severity: "error",
      from: { path: "^provider/lifecycle/" },
      to: {
        path: `^(provider/(?!(lifecycle|ozeki|secrets)/)|simulator/|cli/|plugin/|test/|bench/)|${libraries}/`,
      },
    },
    {
      name: "connection-knows-the-api-only",
      severity: "error",
      from: { path: "^provider/connection(\\.ts|/)" },
      to: { path: `^(provider/(?!(connection(\\.ts|/)|ozeki/))|simulator/|cli/|plugin/|test/|bench/)|${libraries}/` },
    },
    {
      name: "adapters-know-lifecycle-and-connection-only",
      comment: "An adapter has no decisions in it, and nothing to say to the PBX.",
      severity: "error",
      from: { path: "^provider/(provider\\.ts$|dynamic/|adapter/)" },
      to: {
        path: `^(provider/(ozeki|sipExtension|index)|simulator/|cli/|plugin/|test/|bench/)|${libraries}/(?!@pulumi/)`,
      },
    },
    {
      name: "plugin-knows-lifecycle-and-connection-only",
      comment: "The other adapter of the same lifecycle: what both need stands in provider/adapter/.",
      severity: "error",
      from: { path: "^plugin/" },
      to: {
        path: `^(provider/(?!(adapter|lifecycle|lookUps|run|connection|secrets)(\\.ts$|/|$))|simulator/|cli/|test/|bench/)|${libraries}/(?!(@pulumi/pulumi/proto|@grpc/grpc-js|google-protobuf)/)`,
      },
    },
    {
      name: "resource-classes-know-pulumi-only",
      comment: "A program that imports the package must load no HTTP or XML library.",
      severity: "error",
      from: { path: "^provider/(sipExtension|extension|index)\\.ts$" },
      to: {
        path: `^(provider/(ozeki|lifecycle|connection|provider)|simulator/|cli/|plugin/|test/|bench/)|${libraries}/(?!@pulumi/)`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "look-ups-know-lifecycle-and-api-only",
      comment:
        "Plain values in, plain values out: programs and the native plugin look things up through the same code.",
      severity: "error",
      from: { path: "^provider/lookUps/" },
      to: {
        path: `^(provider/(?!(lookUps|lifecycle|ozeki|secrets)/)|simulator/|cli/|plugin/|test/|bench/)|${libraries}/@pulumi`,
      },
    },
    {
      name: "functions-load-lazily",
      comment: "A program that imports the package must load no HTTP or XML library before it looks something up.",
      severity: "error",
      from: { path: "^provider/functions/" },
      to: {
        path: `^(provider/(?!functions/)|simulator/|cli/|plugin/|test/|bench/)|${libraries}/(?!@pulumi/)`,
        dependencyTypesNot: ["type-only", "type-import", "require"],
      },
    },
    {
      name: "simulator-knows-libraries-only",
      comment: "A mistake in the provider must not be repeated in the PBX that it is tested against.",
      severity: "error",
      from: { path: "^simulator/" },
      to: { path: `^(provider/|cli/|plugin/|test/|bench/)|${libraries}/(undici|fast-xml-parser|xmlbuilder2|@pulumi)` },
    },
    {
      name: "nothing-published-knows-tests",
      severity: "error",
      from: { path: "^(provider|simulator|cli|plugin)/" },
      to: { path: "^(test|bench|scripts|examples)/" },
    },
    {
      name: "published-code-uses-declared-dependencies",
      severity: "error",
      from: { path: "^(provider|simulator|cli)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: `${libraries}/@pulumi/pulumi` },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|examples)/" },
  },
};
