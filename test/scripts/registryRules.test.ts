import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { evaluate, SCRIPTS } from "./support/evaluate";

const ROOT = resolve(SCRIPTS, "..");
/** A repository, which package.json may not name yet. */
const manifest = {
  ...(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }),
  repository: "https://github.com/OWNER/pulumi-ozeki",
};
const DOWNLOAD = "github://api.github.com/OWNER/pulumi-ozeki";
const OVERVIEW = "docs/_index.md";
const INSTALLATION = "docs/installation-configuration.md";

describe("the rules of the Pulumi Registry", () => {
  let schema: Record<string, unknown> & { language: object; keywords: string[] };
  let pages: Record<string, string>;
  beforeAll(async () => {
    const args = `${JSON.stringify(ROOT)}, ${JSON.stringify(manifest)}`;
    schema = (await evaluate("schema/makeSchema.mjs", `module.makeSchema(${args})`)) as typeof schema;
    pages = (await evaluate("docs/repositoryPages.mjs", `module.repositoryPages(${args})`)) as typeof pages;
  });

  test.each(["displayName", "description", "license", "publisher", "repository", "homepage"])(
    "schema.json has the field %s",
    (field) => {
      expect(schema[field]).toEqual(expect.stringMatching(/./));
    },
  );

  test("schema.json says where the plugin and the picture are, and names a category", () => {
    expect(schema).toMatchObject({
      name: "ozeki",
      pluginDownloadURL: DOWNLOAD,
      logoUrl: "https://raw.githubusercontent.com/OWNER/pulumi-ozeki/main/docs/images/logo.svg",
      keywords: expect.arrayContaining([expect.stringMatching(/^category\//)]),
    });
  });

  test.each(["@pulumi/ozeki", "example.com"])("schema.json does not name %s, which is not ours", (foreign) => {
    expect(JSON.stringify(schema)).not.toContain(foreign);
  });

  test("schema.json declares only languages with a published library, each with its package", () => {
    expect(schema.language).toEqual({
      python: expect.objectContaining({ packageName: "pulumi_ozeki" }),
      go: expect.objectContaining({ importBasePath: "github.com/OWNER/pulumi-ozeki/sdk/go/ozeki" }),
    });
  });

  test.each([OVERVIEW, INSTALLATION])("%s has its front matter, and links to no file of the repository", (file) => {
    const page = pages[file] ?? "";
    expect(page).toMatch(/^---\ntitle: \S.*\nmeta_desc: \S.*\nlayout: package\n---\n/);
    const links = [...page.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((target) => !/^https:\/\/(?!.*\.md(#|$))/.test(target ?? ""))).toEqual([]);
  });

  test.each([
    `pulumi plugin install resource ozeki v${manifest.version} --server ${DOWNLOAD}`,
    "](https://pypi.org/project/pulumi-ozeki/)",
    "](https://pkg.go.dev/github.com/OWNER/pulumi-ozeki/sdk/go/ozeki)",
    "pulumi config set ozeki:url",
    "export OZEKI_URL=",
  ])("the page about the installation has %s", (part) => {
    expect(pages[INSTALLATION]).toContain(part);
  });

  test("the picture is a square without a margin, which the registry adds", () => {
    const logo = readFileSync(join(ROOT, "docs/images/logo.svg"), "utf8");
    const [, width, height] = /<svg [^>]*viewBox="0 0 (\d+) (\d+)"/.exec(logo) ?? [];
    expect(width).toBeDefined();
    expect(height).toBe(width);
    expect(logo).toContain(`<rect width="${width}" height="${height}"`);
  });
});
