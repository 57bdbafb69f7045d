import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { nextSteps } from "../../cli/commands/export/projectFiles";
import { resourceName } from "../../cli/commands/export/resourceName";
import type { Survey } from "../../cli/commands/export/survey";
import { yamlProgram } from "../../cli/commands/export/yamlProgram";
import { PBX_MENU, phoneInUse } from "../support/existingPbx";
import { hiddenIn } from "../support/hiddenCharacters";
import { propertyRuns } from "../support/propertyRuns";
import { unicodeString } from "../support/unicodeString";
import { outcome, startOffice } from "./support/office";

const text = fc.oneof(
  unicodeString(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    ...[
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Pulumi's YAML
      "${reception.password}",
      "$${x}",
      "$",
      "fn::secret",
      "# no",
      ": ",
      "- a",
      "yes",
      "0100",
      "1e3",
      "~",
      "2020-01-01",
    ],
    ...["\u202e", "\u{e0041}", "\u0085", "\u2028", "\ufeff", "a\nb: c", "%TAG", "--- x", "'\"`\\", "__proto__", "<<"],
  ),
);

/** A string as Pulumi's YAML takes it: `$$` is `$`, and `${…}` a reference. */
function interpolated(value: unknown): unknown {
  if (typeof value === "string") {
    expect(value.replaceAll("$$", "")).not.toContain("${");
    return value.replaceAll("$$", "$");
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, interpolated(inner)]))
    : value;
}

const phoneOf = ({ id, user, enabled }: { id: string; user: string; enabled: boolean }): Survey["phones"][number] => ({
  id,
  leftOut: [user],
  inputs: {
    ...{ extensionId: id, userId: user, password: "Marked", authorizationName: user, username: id },
    ...{ enabled, elements: {}, adopt: false },
  },
});

const otherOf = (id: string, elements: Record<string, string>, xml: string): Survey["others"][number] => ({
  id,
  leftOut: [],
  inputs: { extensionId: id, type: xml, knownType: "K", elements, xml, adopt: false },
});

describe("a program in YAML", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,5}$/);

  it.each(["1.1", "1.2"] as const)("declares what was found, with any content, for a reader of YAML %s", (version) => {
    const phone = fc.record({ id: text, user: text, enabled: fc.boolean() });
    const other = fc.record({ id: text, elements: fc.dictionary(name, text, { minKeys: 1 }), xml: text });
    fc.assert(
      fc.property(
        fc.uniqueArray(phone, { maxLength: 3, selector: ({ id }) => id }),
        fc.option(other, { nil: undefined }),
        text,
        (phones, menu, why) => {
          fc.pre(menu === undefined || !phones.some(({ id }) => id === menu.id));
          const survey = {
            phones: phones.map(phoneOf),
            others: menu === undefined ? [] : [otherOf(menu.id, menu.elements, menu.xml)],
            refused: [{ id: why, type: why, why }],
            tellsUsername: false,
          };
          const written = yamlProgram(survey, { name: "office", description: "d", withOthers: true });
          expect(written).not.toContain("Marked");
          expect(written.split("\n").flatMap(hiddenIn)).toEqual([]);
          const project = parse(written, { version }) as { name: string; resources: Record<string, object> | null };
          expect(project).toMatchObject({ name: "office", runtime: "yaml" });
          const options = { protect: true };
          const expected = [
            ...phones.map(({ id, user, enabled }) => [
              resourceName(id),
              {
                type: "ozeki:SipExtension",
                properties: {
                  ...{ extensionId: id, userId: user, ...(user !== id && { authorizationName: user }) },
                  ...(!enabled && { enabled }),
                },
                options,
              },
            ]),
            ...(menu === undefined
              ? []
              : [
                  [
                    resourceName(menu.id),
                    {
                      type: "ozeki:Extension",
                      properties: {
                        ...{ extensionId: menu.id, type: menu.xml, knownType: "K" },
                        ...{ elements: menu.elements, xml: menu.xml },
                      },
                      options,
                    },
                  ],
                ]),
          ];
          expect(interpolated(project.resources ?? {})).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it("is imported by Pulumi itself, and the steps name its command", () => {
    const steps = nextSteps({ language: "yaml", pbx: "http://pbx:7780" });
    expect(steps).toContain("pulumi import --file import.json --generate-code=false");
    expect(steps.join()).not.toContain("pulumi-ozeki import");
  });
});

describe("the command export", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes a project in YAML without a password, and a file that names every extension in it", async () => {
    const pbx = await startOffice({ extensions: [phoneInUse("1000"), phoneInUse("a b", { UserID: "" }), PBX_MENU] });
    const dir = join(folder, "office");
    const { code, out, err } = await outcome([
      ...["export", "--url", pbx.origin, "--dir", dir, "--language", "yaml", "--other-types"],
    ]);
    expect(code).toBe(3);
    expect(readdirSync(dir).sort()).toEqual([".gitignore", "Pulumi.yaml", "README.md", "import.json", "package.json"]);
    const files = readdirSync(dir).map((file) => readFileSync(join(dir, file), "utf8"));
    expect(files.join() + out + err).not.toContain("Marked");
    expect(readFileSync(join(dir, "Pulumi.yaml"), "utf8")).toContain(
      '  # kept as it is on the PBX: CallerName, VoicemailPin\n  "1000":\n    type: ozeki:SipExtension\n',
    );
    expect(readFileSync(join(dir, "Pulumi.yaml"), "utf8")).toMatch(/^# {3}a b \(SIP\): .*userId: must not be empty/m);
    expect(out).toContain("Pulumi.yaml names them.");
    expect(err).toContain("1 of 3 extensions are not declared; Pulumi.yaml names them at its end.");
    expect(JSON.parse(readFileSync(join(dir, "import.json"), "utf8"))).toEqual({
      resources: [
        { type: "ozeki:index:SipExtension", name: "1000", id: "1000" },
        { type: "ozeki:index:Extension", name: "600", id: "600" },
      ],
    });
  });

  it("--import-file writes the file of `pulumi import`, and what to type next", async () => {
    const pbx = await startOffice({ extensions: [phoneInUse("1000"), phoneInUse("Büro 1")] });
    const file = join(folder, "phones.json");
    const { code, out, err } = await outcome(["export", "--url", pbx.origin, "--import-file", file]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`${file} lists 2 extensions: 2 SIP, 0 of other types.`);
    expect(out).toContain(
      `  pulumi config set ozeki:url ${pbx.origin}\n  pulumi import --file ${file} --out imported.txt`,
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      resources: [
        { type: "ozeki:index:SipExtension", name: "1000", id: "1000" },
        { type: "ozeki:index:SipExtension", name: resourceName("Büro 1"), id: "Büro 1" },
      ],
    });
    expect(pbx.writes).toEqual([]);
  });

  it("says how many extensions are imported in seconds", async () => {
    const hint = "set PULUMI_SKIP_CHECKPOINTS=true first, and add `--skip-preview --yes` to `pulumi import`";
    for (const [count, isMany] of [
      [299, false],
      [300, true],
    ] as const) {
      const pbx = await startOffice({ extensions: count });
      const dir = join(folder, String(count));
      const { out } = await outcome(["export", "--url", pbx.origin, "--dir", dir, "--language", "yaml"]);
      expect([out.includes(hint), readFileSync(join(dir, "README.md"), "utf8").includes(hint)]).toEqual([
        isMany,
        isMany,
      ]);
    }
  });

  it("--import-file overwrites nothing, and says in one line what is wrong", async () => {
    const file = join(folder, "phones.json");
    writeFileSync(file, "mine");
    const existing = await outcome(["export", "--url", "http://pbx:7780", "--import-file", file]);
    expect(existing).toMatchObject({ code: 2, err: `error: ${file} exists. Nothing was written. Choose another file` });
    expect(readFileSync(file, "utf8")).toBe("mine");
    const both = await outcome(["export", "--url", "http://pbx:7780", "--import-file", "new.json", "--dir", folder]);
    expect(both).toMatchObject({ code: 2, err: "error: with --import-file no project is written: omit --dir" });
    const pbx = await startOffice({ extensions: [phoneInUse("1000")] });
    const missing = join(folder, "no", "phones.json");
    const unwritable = await outcome(["export", "--url", pbx.origin, "--import-file", missing]);
    expect(unwritable).toMatchObject({
      code: 1,
      err: `error: ${missing} cannot be written (ENOENT): choose another file`,
    });
    expect(existsSync(missing)).toBe(false);
  });

  it("names the languages that it writes, and the way for all others", async () => {
    const args = ["export", "--url", "http://pbx:7780", "--dir", join(folder, "new")];
    const python = await outcome([...args, "--language", "python"]);
    expect(python.code).toBe(2);
    expect(python.err).toContain(
      "Allowed: typescript, yaml. For any other language use --import-file: Pulumi then writes the program.",
    );
    const csv = await outcome([...args, "--language", "yaml", "--csv"]);
    expect(csv).toMatchObject({
      code: 2,
      err: "error: only a program in TypeScript reads a CSV file: omit --csv or --language",
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
