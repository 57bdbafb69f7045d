import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registryPages } from "../docs/registryPages.mjs";
import { makeSchema } from "../schema/makeSchema.mjs";
import { readSources } from "../schema/readSources.mjs";
import { LOGO, repositoryOf, STAND_IN } from "./repository.mjs";

/**
 * What the Pulumi Registry would look at. While the repository is not known, with OWNER in the place of its owner.
 * @param {string} root
 * @returns {import("./registryProblems.mjs").Registered}
 */
export function readRegistered(root) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const repository = repositoryOf(manifest) ?? STAND_IN;
  const named = { ...manifest, repository: repository.url };
  return {
    repository,
    version: manifest.version,
    schema: makeSchema(root, named),
    pages: registryPages(root, readSources(root), named),
    logo: readFileSync(join(root, LOGO), "utf8"),
  };
}
