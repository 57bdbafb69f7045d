import { STAND_IN } from "./repository.mjs";

/** @typedef {import("./repository.mjs").Repository} Repository */

/**
 * A library that a release publishes.
 * @typedef {object} Library
 * @property {string} language as the schema names it
 * @property {string} title
 * @property {string} package how programs name it
 * @property {string} page where it is found
 * @property {string} variable the repository variable that lets the release publish it
 * @property {object} settings for Pulumi's generator
 */

/**
 * The libraries that are generated from the schema and published: the only list. What is not in it is not in the schema's
 * `language` either, because the Pulumi Registry expects a package for each. TypeScript uses the classes of this package.
 * @param {Repository | undefined} repository undefined while it is not known: the library for Go then has the path of Pulumi's generator
 * @param {string} version
 * @returns {readonly Library[]}
 */
export function librariesOf(repository, version) {
  const { owner, name } = repository ?? STAND_IN;
  const major = Number.parseInt(version, 10);
  const goModule = `github.com/${owner}/${name}/sdk/go${major > 1 ? `/v${major}` : ""}`;
  return [
    {
      language: "python",
      title: "Python",
      package: "pulumi_ozeki",
      page: "https://pypi.org/project/pulumi-ozeki/",
      variable: "PUBLISH_PYTHON",
      settings: { packageName: "pulumi_ozeki", respectSchemaVersion: true, pyproject: { enabled: true } },
    },
    {
      language: "go",
      title: "Go",
      package: `${goModule}/ozeki`,
      page: `https://pkg.go.dev/${goModule}/ozeki`,
      variable: "PUBLISH_GO",
      settings: {
        ...(repository && { importBasePath: `${goModule}/ozeki` }),
        respectSchemaVersion: true,
        generateResourceContainerTypes: true,
      },
    },
  ];
}
