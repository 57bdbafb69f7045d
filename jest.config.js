/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/support/errorsAcrossRealms.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  // examples/*/node_modules/pulumi-ozeki links back to this folder: following it would never end.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/examples/"],
  testPathIgnorePatterns: ["/node_modules/"],
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: [
        "<rootDir>/test/unit/**/*.test.ts",
        "<rootDir>/test/docs/**/*.test.ts",
        "<rootDir>/test/faults/**/*.test.ts",
        "<rootDir>/test/fuzz/**/*.test.ts",
      ],
    },
    {
      ...shared,
      displayName: "process",
      testMatch: ["bench", "cli", "process", "scripts"].map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
    },
    {
      ...shared,
      displayName: "package",
      testMatch: ["<rootDir>/test/package/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      globalSetup: "<rootDir>/test/support/engineSetup.ts",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
    },
  ],
  testTimeout: 300000,
  testSequencer: "<rootDir>/test/support/slowestFirst.cjs",
};
