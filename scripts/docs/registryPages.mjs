import { librariesOf } from "../release/libraries.mjs";
import { downloadUrl, repositoryOf, STAND_IN } from "../release/repository.mjs";
import { exampleOf } from "../schema/exampleOf.mjs";
import { code } from "./markdown.mjs";

/**
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 * @typedef {import("../release/repository.mjs").Manifest} Manifest
 */

/** As the registry names them, in the order of the examples. @type {Record<string, string>} */
const LANGUAGES = { typescript: "TypeScript", python: "Python", go: "Go", yaml: "YAML" };

/**
 * The pages for the Pulumi Registry, which puts them on its own site: they link to no other page of docs/.
 * @param {string} root
 * @param {Sources} sources
 * @param {Manifest} manifest
 * @returns {Record<string, string>}
 */
export function registryPages(root, sources, manifest) {
  return {
    "docs/_index.md": overview(root, manifest),
    "docs/installation-configuration.md": installation(sources, manifest),
  };
}

/**
 * @param {string} root
 * @param {Manifest} manifest
 */
function overview(root, manifest) {
  const repository = repositoryOf(manifest);
  const { url } = repository ?? STAND_IN;
  const example = exampleOf(root, "SipExtension", librariesOf(repository, manifest.version));
  const programs = [...example.matchAll(/```(\w+)\n[\s\S]*?\n```/g)].filter(
    ([, language = ""]) => language in LANGUAGES,
  );
  const choices = programs.map(
    ([program, language]) => `{{% choosable language ${language} %}}\n\n${program}\n\n{{% /choosable %}}`,
  );
  return `---
title: Ozeki Phone System
meta_desc: Declare the SIP extensions of an Ozeki Phone System in a Pulumi program, review the difference, apply it, and see drift.
layout: package
---

The Ozeki Phone System provider manages the extensions of an [Ozeki Phone System](https://ozekiphone.com), a PBX: the phones of an
office, with their numbers, logins and passwords, and its ring groups, menus and trunks.

A phone that someone changed on the PBX by hand is shown by \`pulumi refresh\`. A password that the program leaves out is generated.
An existing extension is adopted only where the program sets \`adopt\`.

## Example

{{< chooser language "${programs.map(([, language]) => language).join(",")}" >}}

${choices.join("\n\n")}

{{< /chooser >}}

Tutorials, how-to guides and the reference are in the [repository](${url}/tree/main/docs).
`;
}

/**
 * @param {Sources} sources
 * @param {Manifest} manifest
 */
function installation(sources, manifest) {
  const repository = repositoryOf(manifest);
  const { version } = manifest;
  /** @type {typeof import("../../provider/config/configurationKeys.js")} */
  const keys = sources.load("provider/config/configurationKeys.ts");
  const libraries = librariesOf(repository, version).map(
    ({ title, package: packageName, page }) => `* ${title}: [${code(packageName)}](${page})`,
  );
  const settings = keys.keyNames.map((key) => {
    const { meaning, required } = keys.keyOf(key);
    return `* ${code(`ozeki:${key}`)} (${code(keys.environmentName(key))})${required ? ", required" : ""}: ${meaning}.`;
  });
  return `---
title: Ozeki Phone System Installation & Configuration
meta_desc: How to install the Ozeki Phone System provider for Pulumi, and how to configure its connection to a PBX.
layout: package
---

## Installation

* JavaScript and TypeScript: [\`pulumi-ozeki\`](https://www.npmjs.com/package/pulumi-ozeki)
${libraries.join("\n")}

JavaScript and TypeScript need nothing else. For the other languages and for YAML, install the plugin:

\`\`\`sh
pulumi plugin install resource ozeki v${version} --server ${downloadUrl(repository ?? STAND_IN)}
\`\`\`

## Configuration

On the PBX, allow the address of this computer to use the HTTP API. Then configure the stack:

\`\`\`sh
pulumi config set ozeki:url http://192.168.1.10:7780
pulumi config set ozeki:username api
pulumi config set --secret ozeki:password
\`\`\`

Or set environment variables, which are read where the stack lacks a key:

\`\`\`sh
export OZEKI_URL=http://192.168.1.10:7780
export OZEKI_USERNAME=api
read -rs OZEKI_PASSWORD && export OZEKI_PASSWORD
\`\`\`

All keys, each with its variable:

${settings.join("\n")}
`;
}
