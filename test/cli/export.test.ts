import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { comment, key, literal, program } from "../../cli/commands/export/program";
import { nextSteps, projectFiles } from "../../cli/commands/export/projectFiles";
import { resourceName } from "../../cli/commands/export/resourceName";
import { rowProperties } from "../../cli/commands/export/rowProperties";
import type { Survey } from "../../cli/commands/export/survey";
import { surveyed, surveyOf } from "../../cli/commands/export/survey";
import { writeProject } from "../../cli/commands/export/writeProject";
import { writeImportFile } from "../../cli/commands/import/importFile";
import { importRuns } from "../../cli/commands/import/importRuns";
import type { Importable } from "../../cli/commands/import/readImportable";
import { shellQuoted } from "../../cli/shared/shellQuoted";
import { ConfigXml } from "../../provider/api";
import { extensionTable } from "../../provider/types/extension/table";
import type { PropertyTable } from "../../provider/types/propertyTable";
import { sipExtensionTable } from "../../provider/types/sipExtension/table";
import { everyProperty, propertyNames } from "../support/everyProperty";
import { extensionInputs } from "../support/extensionInputs";
import { hiddenIn } from "../support/hiddenCharacters";
import { OTHER_USER } from "../support/otherUser";
import { propertyRuns } from "../support/propertyRuns";
import { rejectionOf } from "../support/thrownErrors";
import { unicodeString } from "../support/unicodeString";
import { outcome, startOffice } from "./support/office";

const text = fc.oneof(
  unicodeString(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("*/", "{x}", "\u2028", "'\"`\\", "__proto__"),
);

/** What a program prints that logs these expressions. */
function evaluated(code: string): unknown {
  return new Function(ts.transpile(`return ${code};`, { target: ts.ScriptTarget.ES2022 }))();
}

describe("a string in code", () => {
  it("is the same text once the code runs, as a literal and as a key", () => {
    fc.assert(
      fc.property(text, (given) => {
        const written = literal(given);
        expect(hiddenIn(written)).toEqual([]);
        expect(written).not.toContain("\n");
        expect(evaluated(written)).toBe(given);
        expect(Object.keys(evaluated(`({ ${key(given)}: 1 })`) as object)).toEqual([given]);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it("stays within its line comment", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(evaluated(`1 // ${comment(given)}`)).toBe(1);
        expect(hiddenIn(comment(given))).toEqual([]);
        expect(comment(given)).not.toContain("\n");
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("the name of a resource", () => {
  it.each([
    ["1000", "1000"],
    ["0100", "0100"],
    ["class", "class"],
    ["reception.1_a", "reception.1_a"],
  ])("is the ID %s where that can be a name", (id, name) => {
    expect(resourceName(id)).toBe(name);
  });

  it.each([
    ["Büro 1", /^Bu-ro-1-[0-9a-f]{12}$/],
    ["日本", /^extension-[0-9a-f]{12}$/],
    ["", /^extension-[0-9a-f]{12}$/],
    ["a::b", /^a-b-[0-9a-f]{12}$/],
    ["1".repeat(300), /^1{60}-[0-9a-f]{12}$/],
  ])("is what is left of %j, with a digest", (id, name) => {
    expect(resourceName(id)).toMatch(name);
  });

  it("is another one for another ID, always valid, and never depends on other IDs", () => {
    const odd = fc.oneof(text, fc.stringMatching(/^[a c-]{1,3}$/), text.map(resourceName));
    fc.assert(
      fc.property(odd, odd, (one, other) => {
        expect(resourceName(one)).toMatch(/^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/);
        expect(resourceName(one) === resourceName(other)).toBe(one === other);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });
});

describe("a row of an exported program", () => {
  const inputs = everyProperty();
  const names = (table: PropertyTable, given: object) => rowProperties(table, { ...given }).map(([name]) => name);

  it("declares what the PBX holds: neither a password, nor what Pulumi does with an extension", () => {
    const notOfThePhone = ["password", "passwordVersion", "adopt", "connection"];
    expect(names(sipExtensionTable, inputs)).toEqual(propertyNames.filter((name) => !notOfThePhone.includes(name)));
    const ofOtherType = { ...inputs, type: "T", knownType: "K", xml: "<A/>" };
    expect(names(extensionTable, ofOtherType)).toEqual(["extensionId", "type", "knownType", "elements", "xml"]);
  });

  it("declares a property that the table has, where the extension has it", () => {
    const table: PropertyTable = { ...sipExtensionTable, further: { type: "string", element: "Further" } };
    expect(names(table, { ...inputs, further: "reception" })).toContain("further");
    expect(names(table, inputs)).not.toContain("further");
  });

  it("leaves out what is the default", () => {
    const byDefault = extensionInputs({ userId: "u", username: "x" });
    expect(rowProperties(sipExtensionTable, { ...byDefault })).toEqual([
      ["extensionId", "1000"],
      ["userId", "u"],
      ["username", "x"],
    ]);
  });
});

describe("the exported program", () => {
  const survey = (given: Partial<Survey>): Survey => ({
    phones: [],
    others: [],
    refused: [],
    tellsUsername: undefined,
    ...given,
  });

  it("compiles, and declares what was found, with any content", () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,5}$/).filter((one) => one !== "ID");
    const phone = fc.record({
      id: text,
      user: text,
      auth: text,
      username: text,
      enabled: fc.boolean(),
      leftOut: fc.array(name),
    });
    const other = fc.record({
      id: text,
      elements: fc.dictionary(name, text),
      xml: fc.option(text, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(phone, { maxLength: 3 }), fc.array(other, { maxLength: 2 }), text, (phones, others, why) => {
        const code = program(
          survey({
            phones: phones.map(({ id, user, auth, username, enabled, leftOut }) => ({
              id,
              leftOut,
              inputs: {
                extensionId: id,
                userId: user,
                password: "Marked",
                authorizationName: auth,
                username,
                enabled,
                elements: {},
                adopt: false,
              },
            })),
            others: others.map(({ id, elements, xml }) => ({
              id,
              leftOut: [],
              inputs: {
                extensionId: id,
                type: "T",
                knownType: "K",
                elements,
                adopt: false,
                ...(xml !== undefined && { xml }),
              },
            })),
            refused: [{ id: why, type: why, why }],
          }),
          { withOthers: true },
        );
        expect(code).not.toContain("Marked");
        const declared: unknown[] = [];
        const record = (kind: string) =>
          class {
            constructor(resource: string, args: object, options: object) {
              declared.push([kind, resource, args, options]);
            }
          };
        const body = ts.transpile(code.replace(/^import .*$/m, ""), { target: ts.ScriptTarget.ES2022 });
        new Function("SipExtension", "Extension", body)(record("SIP"), record("other"));
        const all = [
          ...phones.map(({ id, user, auth, username, enabled }) => [
            "SIP",
            resourceName(id),
            {
              extensionId: id,
              userId: user,
              ...(auth !== id && { authorizationName: auth }),
              ...(username !== id && { username }),
              ...(!enabled && { enabled: false }),
            },
            { protect: true },
          ]),
          ...others.map(({ id, elements, xml }) => [
            "other",
            resourceName(id),
            {
              extensionId: id,
              type: "T",
              knownType: "K",
              ...(Object.keys(elements).length > 0 && { elements }),
              ...(xml !== undefined && { xml }),
            },
            { protect: true },
          ]),
        ];
        expect(declared).toHaveLength(all.length);
        expect(declared).toEqual(expect.arrayContaining(all));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it("orders rows by number, whatever the PBX's order is", () => {
    const readings = ["1000", "20", "0100", "b", "a"].map((id) => ({
      id,
      type: "SIP",
      config: ConfigXml.create("SIPExtensionInfo", [
        ["Password", "p"],
        ["Enabled", "true"],
        ["AuthorizationName", id],
        ["ID", id],
        ["UserID", "u"],
      ]),
    }));
    const rows = (given: typeof readings) =>
      [
        ...program(surveyOf(given.map((reading) => surveyed(reading, "http://pbx"))), { withOthers: false }).matchAll(
          /\{ extensionId: "(\w+)"/g,
        ),
      ].map(([, id]) => id);
    expect(rows(readings)).toEqual(["20", "0100", "1000", "a", "b"]);
    expect(rows([...readings].reverse())).toEqual(rows(readings));
  });

  it("declares an extension without a password: none is written into the program", () => {
    const config = ConfigXml.create("SIPExtensionInfo", [
      ["Password", ""],
      ["Enabled", "true"],
      ["AuthorizationName", "1"],
      ["ID", "1"],
      ["UserID", "u"],
    ]);
    const { phones, refused } = surveyOf([surveyed({ id: "1", type: "SIP", config }, "http://pbx")]);
    expect(phones.map(({ id }) => id)).toEqual(["1"]);
    expect(refused).toEqual([]);
  });
});

describe("a change of a row in the exported program", () => {
  const SIP_ROW = '{ extensionId: "1000", userId: "u" }';
  const OTHER_ROW = 'knownType: "K",';
  const code = program(
    {
      phones: [
        { id: "1000", inputs: { ...filled({ extensionId: "1000" }), userId: "u", password: "Marked" }, leftOut: [] },
      ],
      others: [{ id: "600", inputs: { ...filled({ extensionId: "600" }), type: "T", knownType: "K" }, leftOut: [] }],
      refused: [],
      tellsUsername: false,
    },
    { withOthers: true },
  );
  const values = {
    id: '"1"',
    string: '"text"',
    boolean: "false",
    version: "2",
    elements: '{ Name: "n" }',
    xml: '"<A/>"',
  } satisfies Record<PropertyTable[string]["type"], string>;

  function filled({ extensionId }: { extensionId: string }) {
    return {
      extensionId,
      authorizationName: extensionId,
      username: extensionId,
      enabled: true,
      elements: {},
      adopt: false,
    };
  }

  /** The program with more properties in the one row of each table. */
  function changed(inSip: readonly string[], inOther: readonly string[] = inSip): string {
    return code
      .replace(SIP_ROW, SIP_ROW.replace(" }", `, ${inSip.join(", ")} }`))
      .replace(OTHER_ROW, `${OTHER_ROW} ${inOther.join(", ")},`);
  }

  /** What the compiler says of programs, each in a file that is not written. */
  function problemsIn(programs: Readonly<Record<string, string>>): string[] {
    const root = join(__dirname, "..", "..");
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
      paths: { "pulumi-ozeki": [join(root, "provider", "index.ts")] },
    };
    const host = ts.createCompilerHost(options);
    const files = new Map(Object.entries(programs).map(([name, text]) => [`${root}/test/${name}.ts`, text]));
    const { getSourceFile, fileExists, readFile } = host;
    Object.assign(host, {
      fileExists: (file: string) => files.has(file) || fileExists(file),
      readFile: (file: string) => files.get(file) ?? readFile(file),
      getSourceFile: (file: string, ...more: [ts.ScriptTarget]) => {
        const text = files.get(file);
        return text === undefined ? getSourceFile(file, ...more) : ts.createSourceFile(file, text, ...more);
      },
    });
    const compiled = ts.createProgram([...files.keys()], options, host);
    return [...files.keys()].flatMap((file) => {
      const source = compiled.getSourceFile(file);
      return [...compiled.getSyntacticDiagnostics(source), ...compiled.getSemanticDiagnostics(source)].map(
        ({ messageText }) => `${basename(file, ".ts")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
      );
    });
  }

  it("compiles with every argument of the class, and with no other name", () => {
    const declared = ["extensionId", "userId", "type", "knownType"];
    const rest = (table: PropertyTable) =>
      Object.entries(table)
        .filter(([name]) => !declared.includes(name))
        .map(([name, { type }]) => `${name}: ${values[type]}`);
    expect(rest(sipExtensionTable)).toContain('username: "text"');
    const found = problemsIn({
      asExported: code,
      everyArgument: changed(rest(sipExtensionTable), rest(extensionTable)),
      ofARow: changed(["protect: false", 'name: "reception"']),
      typo: changed(['usrname: "text"']),
    });
    expect(found).toEqual([
      expect.stringMatching(/^typo: .*'usrname' does not exist in type 'Phone'/),
      expect.stringMatching(/^typo: .*'usrname' does not exist in type 'OtherExtension'/),
    ]);
  });

  it("reaches the resource: protect of one row only, its name, and its arguments", () => {
    const declared: unknown[] = [];
    const record = class {
      constructor(...given: unknown[]) {
        declared.push(given);
      }
    };
    const twoRows = changed(["protect: false", 'name: "reception"', "passwordVersion: 2"], ["enabled: false"]);
    const body = ts.transpile(twoRows.replace(/^import .*$/m, ""), { target: ts.ScriptTarget.ES2022 });
    new Function("SipExtension", "Extension", body)(record, record);
    expect(declared).toEqual([
      ["reception", { extensionId: "1000", userId: "u", passwordVersion: 2 }, { protect: false }],
      ["600", { extensionId: "600", type: "T", knownType: "K", enabled: false }, { protect: true }],
    ]);
  });

  it("is explained where the extensions are protected", () => {
    expect(code.match(/set `protect: false` in its row, run `pulumi up`,/g)).toHaveLength(2);
  });
});

describe("a project that is written", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const never = new AbortController().signal;

  it("is written to a new or an empty folder, completely", async () => {
    await writeProject(join(folder, "deep", "new"), { "a.txt": "1", "b.txt": "2" }, never);
    mkdirSync(join(folder, "empty"));
    await writeProject(join(folder, "empty"), { "a.txt": "1" }, never);
    expect(readdirSync(folder).sort()).toEqual(["deep", "empty"]);
    expect(readFileSync(join(folder, "deep", "new", "b.txt"), "utf8")).toBe("2");
    expect(readdirSync(join(folder, "deep"))).toEqual(["new"]);
  });

  it("keeps an existing folder: it may be the working folder of a shell, or the target of a link", async () => {
    mkdirSync(join(folder, "empty"));
    const before = statSync(join(folder, "empty")).ino;
    symlinkSync(join(folder, "empty"), join(folder, "link"), "junction");
    await writeProject(join(folder, "link"), { "a.txt": "1", "b.txt": "2" }, never);
    expect(readdirSync(join(folder, "empty")).sort()).toEqual(["a.txt", "b.txt"]);
    expect(statSync(join(folder, "empty")).ino).toBe(before);
  });

  it("says in one line that a folder cannot be written to", async () => {
    writeFileSync(join(folder, "file"), "mine");
    await expect(writeProject(join(folder, "file", "new"), {}, never)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^error: \S+ cannot be written to \((ENOTDIR|EEXIST|ENOENT)\): choose another folder$/,
      ),
    });
    const tooLong = "x".repeat(300);
    await expect(writeProject(join(folder, "deep", tooLong), {}, never)).rejects.toMatchObject({
      message: expect.stringContaining("cannot be written to (ENAMETOOLONG)"),
    });
  });

  it("overwrites nothing, and leaves nothing where it was ended", async () => {
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "index.ts"), "mine");
    await expect(writeProject(join(folder, "mine"), { "index.ts": "theirs" }, never)).rejects.toMatchObject({
      exitCode: 2,
    });
    await rejectionOf(writeProject(join(folder, "new"), { "index.ts": "x" }, AbortSignal.abort()));
    mkdirSync(join(folder, "empty"));
    await rejectionOf(writeProject(join(folder, "empty"), { "index.ts": "x" }, AbortSignal.abort()));
    expect(readdirSync(join(folder, "empty"))).toEqual([]);
    expect(readdirSync(folder)).toEqual(["empty", "mine"]);
    expect(readFileSync(join(folder, "mine", "index.ts"), "utf8")).toBe("mine");
  });
});

describe("the files of a project", () => {
  const project = { language: "typescript", withOthers: false, asCsv: false, pbx: "http://pbx:7780" } as const;
  const empty = { phones: [], others: [], refused: [], tellsUsername: undefined };

  it.each(["office", "2024", "true", "null", "1e3", "0x1F"])("keep the name %s a string", (name) => {
    const yaml = projectFiles(empty, { ...project, name })["Pulumi.yaml"] ?? "";
    expect(yaml.split("\n")[0]).toBe(`name: "${name}"`);
  });

  it("say what to type next, so that it can be pasted into a shell", () => {
    expect(projectFiles(empty, { ...project, name: "office" })["README.md"]).toContain("choose one and keep it");
    expect(nextSteps({ language: "typescript", pbx: "http://pbx:7780" }).join()).not.toMatch(/username|password/);
    const steps = nextSteps({
      language: "typescript",
      pbx: "http://pbx:7780",
      username: "Anna O'Neil",
      caFile: "/etc/my ca.pem",
    });
    expect(steps).toContain(`pulumi config set ozeki:username ${shellQuoted("Anna O'Neil")}`);
    expect(steps).toContain(`pulumi config set ozeki:caFile ${shellQuoted("/etc/my ca.pem")}`);
    expect(nextSteps({ language: "typescript", pbx: "http://[::1]:7780" })).toContain(
      "pulumi config set ozeki:url 'http://[::1]:7780'",
    );
    expect(nextSteps({ language: "typescript", pbx: "http://pbx:7780", username: "-anna" })).toContain(
      "pulumi config set ozeki:username -anna",
    );
    expect(nextSteps({ language: "typescript", pbx: "http://pbx:7780", username: "api" })).toContain(
      "pulumi config set ozeki:username api",
    );
  });
});

describe("an import file", () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith("pulumi-ozeki-import-"));

  (process.platform === "win32" ? it.skip : it)("has no name before a password is in it", () => {
    const file = writeImportFile("Marked".repeat(100_000), false);
    expect(left()).toEqual([]);
    expect(readFileSync(`/dev/fd/${file.descriptor}`, "utf8")).toBe("Marked".repeat(100_000));
    file.remove();
  });

  it("is its owner's alone where it has a name, and gone afterwards", () => {
    const file = writeImportFile("Marked", true);
    expect(file.descriptor).toBeUndefined();
    expect(readFileSync(file.path, "utf8")).toBe("Marked");
    if (process.platform !== "win32") {
      expect([statSync(file.path).mode & 0o777, statSync(join(file.path, "..")).mode & 0o777]).toEqual([0o600, 0o700]);
    }
    file.remove();
    expect(left()).toEqual([]);
  });
});

describe("the runs of an import", () => {
  const resource = (urn: string, parent: string | undefined, protect: boolean): Importable => ({
    resource: {
      urn,
      type: "pulumi-nodejs:dynamic/ozeki:SipExtension",
      name: urn,
      ...(parent !== undefined && { parent }),
      protect,
      inputs: { __provider: "p", password: "[secret]", elements: { Pin: "x", Name: "y", Odd: "[secret]" } },
    },
    state: {
      extensionId: urn,
      adopt: false,
      pbx: "http://pbx",
      password: "Marked",
      elements: { Pin: "x", Name: "y", Odd: "z" },
    } as never,
    differing: [],
  });
  const component = (urn: string, parent?: string) =>
    [
      urn,
      { urn, type: "test:Floor", name: urn, ...(parent !== undefined && { parent }), protect: false, inputs: {} },
    ] as const;

  it("import components before what is inside of them, and protect what the program protects", () => {
    const components = new Map([component("house"), component("floor", "house"), component("shed")]);
    const [open, closed, ...more] = importRuns(
      [resource("a", "floor", true), resource("b", "there already", false), resource("c", undefined, true)],
      { components },
    );
    expect(more).toEqual([]);
    expect(open?.protect).toBe(false);
    expect(open?.spec.resources.map(({ logicalName, component: isComponent }) => [logicalName, isComponent])).toEqual([
      ["house", true],
      ["floor", true],
      ["b", undefined],
    ]);
    expect(Object.values(open?.spec.nameTable ?? {})).toEqual(["there already"]);
    expect(closed?.protect).toBe(true);
    expect(closed?.spec.resources.map(({ logicalName }) => logicalName)).toEqual(["a", "c"]);
    expect(closed?.spec.nameTable[closed.spec.resources[0]?.parent ?? ""]).toBe("floor");
  });

  it("put every secret into an envelope, and nothing else", () => {
    const [run] = importRuns([resource("a", undefined, false)], { components: new Map() });
    const envelope = (value: string) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(value),
    });
    const inputs = {
      extensionId: "a",
      adopt: false,
      password: envelope("Marked"),
      elements: { Pin: envelope("x"), Name: "y", Odd: envelope("z") },
      __provider: "p",
    };
    expect(run?.spec.resources[0]).toMatchObject({ id: "a", inputs, outputs: { ...inputs, pbx: "http://pbx" } });
  });
});

describe("the command export", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("of nothing writes nothing, and says why there is nothing", async () => {
    const pbx = await startOffice();
    const dir = join(folder, "new");
    const { code, err } = await outcome([
      "export",
      "--url",
      pbx.origin,
      "--dir",
      dir,
      "--match",
      "9*",
      "--type",
      "MadeUpQueue",
    ]);
    expect(code).toBe(2);
    expect(err).toBe(
      "error: nothing to export: no extension ID matches 9*; no extension is of the type MadeUpQueue. Nothing was written",
    );
    const excluded = await outcome(["export", "--url", pbx.origin, "--dir", dir, "--exclude", "*"]);
    expect(excluded.err).toContain(
      `--match, --exclude and --type leave none of the 3 on ${pbx.origin}. Nothing was written`,
    );
    const bare = await startOffice({ extensions: [] });
    const none = await outcome(["export", "--url", bare.origin, "--dir", dir]);
    expect(none.err).toContain(`nothing to export: ${bare.origin} has no extensions`);
    expect(readdirSync(folder)).toEqual([]);
  });

  const onPosix = process.platform === "win32" ? it.skip : it;
  onPosix("writes nothing into a folder that another user can change", async () => {
    const open = join(folder, "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    const { code, err } = await outcome(["export", "--url", "http://pbx:7780", "--dir", open]);
    expect(code).toBe(2);
    expect(err).toContain(`another user can change ${open}, and with it the program. Nothing was written.`);
    expect(readdirSync(open)).toEqual([]);
  });

  (process.getuid?.() === 0 ? it : it.skip)("writes nothing into a folder of another user", async () => {
    const theirs = join(folder, "theirs");
    mkdirSync(theirs);
    chownSync(theirs, OTHER_USER, OTHER_USER);
    expect((await outcome(["export", "--url", "http://pbx:7780", "--dir", theirs])).code).toBe(2);
    expect(readdirSync(theirs)).toEqual([]);
  });

  it.each([
    ["--dir", 'set `connection` to "branch" in each declaration.'],
    [
      "--import-file",
      "first create a stack for it. A stack that has another PBX imports them with an explicit provider.",
    ],
  ])("of a named connection with %s says what the PBX is to the next stack", async (option, note) => {
    const pbx = await startOffice();
    const target = join(folder, "new");
    const environment = { OZEKI_CONNECTIONS: JSON.stringify({ branch: { url: pbx.origin } }) };
    const { code, out } = await outcome(["export", "--connection", "branch", option, target], environment);
    expect(code).toBe(0);
    expect(out).toContain(`pulumi config set ozeki:url ${pbx.origin}`);
    expect(out).toContain(note);
    rmSync(target, { recursive: true });
    const own = await outcome(["export", "--url", pbx.origin, option, target]);
    expect(own.out).not.toContain("connection");
  });

  it("lists SIP extensions only in a CSV file", async () => {
    const { code, err } = await outcome([
      ...["export", "--url", "http://pbx:7780", "--dir", join(folder, "new"), "--csv", "--other-types"],
    ]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error: a CSV file lists SIP extensions only: omit --csv or --other-types",
    });
  });

  it("leaves out of other types what looks like a secret, and names it", async () => {
    const xml =
      '<Config knownType="MadeUpMenuInfo"><ID>601</ID><Name>Menu</Name><Line>sip:a:Marked-Line@host</Line>' +
      '<Setting name="Password" value="Marked-Setting"/><AccessCode>Marked-Code</AccessCode><Codec>PCMA</Codec></Config>';
    const pbx = await startOffice({ extensions: [xml] });
    const dir = join(folder, "new");
    const { code, out, err } = await outcome(["export", "--url", pbx.origin, "--dir", dir, "--other-types"]);
    const code601 = readFileSync(join(dir, "index.ts"), "utf8");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(code601).toContain('elements: { Name: "Menu", Codec: "PCMA" }');
    expect(code601).toContain("// kept as it is on the PBX: Line, Setting, AccessCode");
    expect(out + code601).not.toContain("Marked");
  });
});
