import { resolve } from "node:path";
import { evaluate, SCRIPTS } from "./support/evaluate";

interface Registered {
  repository: { owner: string; name: string; url: string };
  version: string;
  schema: Record<string, unknown> & { language: Record<string, unknown>; keywords: string[]; description: string };
  pages: Record<string, string>;
  logo: string;
}

const OVERVIEW = "docs/_index.md";
const INSTALLATION = "docs/installation-configuration.md";

let text: string;
beforeAll(async () => {
  const root = JSON.stringify(resolve(SCRIPTS, ".."));
  text = JSON.stringify(await evaluate("release/readRegistered.mjs", `module.readRegistered(${root})`));
});

/** The broken rules, after a change of what the project has. */
function problemsOf(change: (registered: Registered) => void): Promise<unknown> {
  const registered = JSON.parse(text) as Registered;
  change(registered);
  return evaluate("release/registryProblems.mjs", `module.registryProblems(${JSON.stringify(registered)})`);
}

const inPage =
  (file: string, from: string, to: string) =>
  ({ pages }: Registered): void => {
    expect(pages[file]).toContain(from);
    pages[file] = pages[file]?.replace(from, to) ?? "";
  };

const withoutField =
  (field: string) =>
  ({ schema }: Registered): void => {
    delete schema[field];
  };

const CASES: [title: string, change: (registered: Registered) => void, problem: string][] = [
  ...["displayName", "description", "license", "publisher", "repository", "homepage"].map(
    (field): (typeof CASES)[number] => [`no ${field}`, withoutField(field), `schema.json has no ${field}.`],
  ),
  [
    "another name than the repository",
    ({ schema }) => {
      schema.name = "pbx";
    },
    "schema.json has the name pbx, and the repository pulumi-ozeki must be named pulumi-pbx.",
  ],
  [
    "another pluginDownloadURL",
    ({ schema }) => {
      schema.pluginDownloadURL = "https://get.example";
    },
    "schema.json must have the pluginDownloadURL github://api.github.com/OWNER/pulumi-ozeki.",
  ],
  ["no logoUrl", withoutField("logoUrl"), "schema.json must have the logoUrl https://raw"],
  [
    "no category",
    ({ schema }) => {
      schema.keywords = ["pulumi"];
    },
    "schema.json has no keyword that begins with category/.",
  ],
  ...["@pulumi/ozeki", "example.com/pulumi-ozeki"].map((foreign): (typeof CASES)[number] => [
    `a foreign name, ${foreign}`,
    ({ schema }) => {
      schema.description += ` ${foreign}`;
    },
    `schema.json names ${foreign.replace("/pulumi-ozeki", "")}, which is not ours.`,
  ]),
  [
    "a language without a library",
    ({ schema }) => {
      schema.language.csharp = {};
    },
    "schema.json declares csharp, for which no library is published.",
  ],
  [
    "another package for Python",
    ({ schema }) => {
      schema.language.python = { ...(schema.language.python as object), packageName: "ozeki" };
    },
    'schema.json must have "pulumi_ozeki" as packageName of python.',
  ],
  [
    "no path of the library for Go",
    ({ schema }) => {
      schema.language.go = { ...(schema.language.go as object), importBasePath: undefined };
    },
    'schema.json must have "github.com/OWNER/pulumi-ozeki/sdk/go/ozeki" as importBasePath of go.',
  ],
  ...[OVERVIEW, INSTALLATION].flatMap((file): typeof CASES => [
    [`no title in ${file}`, inPage(file, "title: ", "name: "), `${file} lacks title in its front matter.`],
    [`no meta_desc in ${file}`, inPage(file, "meta_desc: ", "about: "), `${file} lacks meta_desc in its front matter.`],
    [`no layout in ${file}`, inPage(file, "layout: package", ""), `${file} lacks layout in its front matter.`],
    [
      `a relative image in ${file}`,
      inPage(file, "\n## ", "\n![a](images/a.svg)\n## "),
      `${file} has the relative image`,
    ],
    [
      `a link to a page in ${file}`,
      inPage(file, "\n## ", "\n[a](a.md#b)\n## "),
      `${file} links to the Markdown file a.md`,
    ],
  ]),
  [
    "no overview",
    ({ pages }) => {
      delete pages[OVERVIEW];
    },
    `${OVERVIEW} or ${INSTALLATION} is missing.`,
  ],
  [
    "another command that installs the plugin",
    inPage(INSTALLATION, "--server github://", "--server https://"),
    `${INSTALLATION} lacks the line \`pulumi plugin install resource ozeki v`,
  ],
  [
    "no link to the library for Python",
    inPage(INSTALLATION, "pypi.", "pypy."),
    `${INSTALLATION} has no link to the library for Python.`,
  ],
  [
    "no link to the library for Go",
    inPage(INSTALLATION, "pkg.go", "go"),
    `${INSTALLATION} has no link to the library for Go.`,
  ],
  [
    "no example of the configuration",
    inPage(INSTALLATION, "pulumi config set ozeki:url", "pulumi config"),
    `${INSTALLATION} has no example with \`pulumi config set ozeki:url\`.`,
  ],
  [
    "no example of the environment",
    inPage(INSTALLATION, "export OZEKI_URL=", "export URL="),
    `${INSTALLATION} has no example with \`export OZEKI_URL=\`.`,
  ],
  [
    "a logo with a margin",
    (registered) => {
      registered.logo = registered.logo.replace('viewBox="0 0 128 128"', 'viewBox="0 0 160 160"');
    },
    "docs/images/logo.svg must be a square SVG without a margin",
  ],
];

describe("the rules of the Pulumi Registry", () => {
  test("are kept", async () => {
    expect(await problemsOf(() => {})).toEqual([]);
  });

  test.each(CASES)("are broken by %s, which is reported alone", async (_, change, problem) => {
    expect(await problemsOf(change)).toEqual([expect.stringContaining(problem)]);
  });
});
