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

/** @type {import("jest").Config & { projects: object[] }} */
const settings = {
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

/** What only `npm run test:windows` sets up: see scripts/windows. */
const windows = {
  ...shared,
  displayName: "windows",
  testMatch: ["<rootDir>/test/windows/**/*.test.ts"],
};

module.exports = async () => {
  // Node.js reads them at each start, which doubles the time of a start, and no PBX of the tests needs them. npm may.
  process.env.PULUMI_OZEKI_TEST_CA_CERTS ??= process.env.NODE_EXTRA_CA_CERTS ?? "";
  delete process.env.NODE_EXTRA_CA_CERTS;
  const { bundleConsolePage } = await import("./scripts/build/bundleConsolePage.mjs");
  // The build puts the same into dist/: simulator/console/consolePage.ts.
  const globals = { PULUMI_OZEKI_CONSOLE_PAGE: await bundleConsolePage(__dirname) };
  const projects = process.env.PULUMI_OZEKI_TEST_WINDOWS === undefined ? settings.projects : [windows];
  return { ...settings, projects: projects.map((project) => ({ ...project, globals })) };
};
