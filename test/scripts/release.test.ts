import { resolve } from "node:path";
import { evaluate, SCRIPTS } from "./support/evaluate";
import { run } from "./support/run";

const READY = {
  manifest: { version: "1.2.3", repository: { url: "git+https://github.com/example/pulumi-ozeki.git" } },
  lock: { version: "1.2.3" },
  changelog: "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-09-01\n\n- A line.\n\n## 1.2.2\n\n- Another.\n",
  schema: { language: { python: {} } },
  nodeVersion: "24\n",
  tag: "v1.2.3",
  variables: { PUBLISH_PYTHON: "true" },
};

const problemsOf = (changed: object) =>
  evaluate("release/releaseProblems.mjs", `module.releaseProblems(${JSON.stringify({ ...READY, ...changed })})`);

describe("the check of a release", () => {
  test("finds nothing where everything agrees", async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  test.each([
    [
      "a tag that does not name the version",
      { tag: "v1.2.4" },
      "The tag v1.2.4 does not name the version 1.2.3 of package.json. Delete the tag, then tag the commit with v1.2.3.",
    ],
    [
      "a changelog without the version",
      { changelog: "## Unreleased\n\n- A line.\n\n## 1.2.30\n\n- A line.\n" },
      'CHANGELOG.md has no section "## 1.2.3". Write what changed for users under that heading.',
    ],
    [
      "a section of the changelog that is empty",
      { changelog: "## 1.2.3\n\n## 1.2.2\n\n- A line.\n" },
      'CHANGELOG.md has no section "## 1.2.3". Write what changed for users under that heading.',
    ],
    [
      "a missing repository",
      { manifest: { version: "1.2.3" } },
      "package.json names no repository. Set it: `npm pkg set repository.type=git repository.url=git+https://github.com/OWNER/pulumi-ozeki.git`, then run `npm run schema` and `npm run docs`, and commit.",
    ],
    [
      "another name of the repository",
      { manifest: { version: "1.2.3", repository: "https://github.com/example/ozeki" } },
      "The Pulumi Registry takes this provider only from a repository named pulumi-ozeki. Rename it.",
    ],
    [
      "another version in the lock file",
      { lock: { version: "1.2.2" } },
      "package-lock.json has version 1.2.2, and package.json 1.2.3. Run `npm install --package-lock-only`.",
    ],
    [
      "a prerelease",
      {
        manifest: { ...READY.manifest, version: "1.2.3-rc.1" },
        lock: { version: "1.2.3-rc.1" },
        changelog: "## 1.2.3-rc.1\n\n- A line.\n",
        tag: "v1.2.3-rc.1",
      },
      "The version 1.2.3-rc.1 is not of the form 1.2.3. The Pulumi Registry takes no prereleases. Set another one with `npm version --no-git-tag-version`.",
    ],
    [
      "executables from a Node.js without security fixes",
      { nodeVersion: "v20.20.2\n" },
      ".node-version names Node.js v20.20.2, which receives no security fixes, and the executables would contain it. Write 22 or newer into it.",
    ],
    [
      "a declared language that is not published",
      { variables: {} },
      'schema.json declares Python, which this release does not publish. Set the repository variable PUBLISH_PYTHON to "true", or remove python from scripts/release/libraries.mjs and run `npm run schema`.',
    ],
  ])("reports %s, and what to do", async (_, changed, message) => {
    expect(await problemsOf(changed)).toEqual([message]);
  });

  test("asks for the repository and the variables only with a tag", async () => {
    expect(await problemsOf({ manifest: { version: "1.2.3" }, variables: {}, tag: undefined })).toEqual([]);
  });

  test("reports everything at once", async () => {
    expect(await problemsOf({ tag: "v2.0.0", changelog: "", nodeVersion: "20" })).toHaveLength(3);
  });
});

describe("npm run release:check", () => {
  test("refuses a wrong tag before it makes anything", async () => {
    const { code, logged } = await run([resolve(SCRIPTS, "release.mjs"), "--tag", "v0.0.1"], { PATH: "" }).outcome;
    expect(logged[0]).toMatch(/^The tag v0\.0\.1 does not name the version /);
    expect(code).toBe(1);
  });
});

describe("the release notes", () => {
  test("are the section of the version, without its heading", async () => {
    const notes = await evaluate(
      "release/releaseProblems.mjs",
      `module.changelogSection(${JSON.stringify(READY.changelog)}, "1.2.3")`,
    );
    expect(notes).toBe("- A line.");
  });
});

describe("the repository of package.json", () => {
  const repositoryOf = (repository: unknown) =>
    evaluate("release/repository.mjs", `module.repositoryOf(${JSON.stringify({ version: "1.2.3", repository })})`);

  test.each([
    "https://github.com/an-owner/pulumi-ozeki",
    "https://github.com/an-owner/pulumi-ozeki.git",
    "git+https://github.com/an-owner/pulumi-ozeki.git",
  ])("is read from %s", async (url) => {
    const expected = { owner: "an-owner", name: "pulumi-ozeki", url: "https://github.com/an-owner/pulumi-ozeki" };
    expect(await repositoryOf(url)).toEqual(expected);
    expect(await repositoryOf({ type: "git", url })).toEqual(expected);
  });

  test.each(["github:an-owner/pulumi-ozeki", "https://git.example/a/b", "https://github.com/an-owner"])(
    "is refused where it is %s",
    async (url) => {
      expect(await repositoryOf(url)).toEqual({
        message: expect.stringMatching(
          /^package\.json names a repository that is not an https address on GitHub\. Set/,
        ),
      });
    },
  );

  test("is not known while package.json names none", async () => {
    expect(await repositoryOf(undefined)).toBeUndefined();
  });
});

describe("npm run lint:workflows", () => {
  test("reports the linters that are missing, and how to install them, and fails for none of them", async () => {
    const env = { PATH: "", PULUMI_OZEKI_CACHE: resolve(__dirname, "no-such-folder") };
    const { code, logged } = await run([resolve(SCRIPTS, "workflows.mjs")], env).outcome;
    expect(logged).toEqual(
      ["actionlint", "zizmor"].map(
        (name) => `The workflows were not checked by ${name}. \`npm run lint:workflows -- --install\` installs it.`,
      ),
    );
    expect(code).toBe(0);
  });
});
