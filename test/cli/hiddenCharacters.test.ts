import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { jsonText } from "../../cli/shared/json";
import { ConfigXml } from "../../provider/api";
import { parseXml } from "../../provider/api/xml/parse";
import { sipExtension } from "../../provider/types/sipExtension/sipExtensionType";
import { Simulator } from "../../simulator";
import { HIDDEN, hiddenIn, xmlString } from "../support/hiddenCharacters";
import { propertyRuns } from "../support/propertyRuns";
import { unicodeString } from "../support/unicodeString";
import { outcome } from "./support/office";

interface Phone {
  ID: string;
  UserID: string;
  Note: string;
}

const MENU_TYPE = { type: "Menu", knownType: "MenuInfo", required: [] };

/** Runs a command on a PBX, and expects that nothing it printed has a hidden character. */
async function visible(pbx: Simulator, ...args: string[]) {
  const { code, out, err } = await outcome([...args, "--url", pbx.origin]);
  expect({ args, hidden: hiddenIn(out + err) }).toEqual({ args, hidden: [] });
  return { code, out, err };
}

/** What an exported program declares. */
function declaredBy(code: string): Record<string, unknown>[] {
  const declared: Record<string, unknown>[] = [];
  const record = class {
    constructor(_name: string, args: Record<string, unknown>) {
      declared.push(args);
    }
  };
  const body = ts.transpile(code.replace(/^import .*$/m, ""), { target: ts.ScriptTarget.ES2022 });
  new Function("SipExtension", "Extension", body)(record, record);
  return declared;
}

async function checkAll(phones: readonly Phone[]): Promise<void> {
  const note = phones[0]?.Note ?? "";
  const menu = ConfigXml.create("MenuInfo", [
    ["ID", "menu"],
    ["Name", note],
  ]).toXml();
  const pbx = await Simulator.start({
    extensions: [...phones.map((phone) => ({ ...phone })), menu],
    types: [{ type: "SIP", knownType: "SIPExtensionInfo", required: [] }, MENU_TYPE],
  });
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-hidden-"));
  try {
    await visible(pbx, "list");
    await visible(pbx, "list", "--details");
    await visible(pbx, "status");
    const listed = JSON.parse((await visible(pbx, "list", "--details", "--json")).out) as Record<string, unknown>[];
    for (const { ID, UserID, Note } of phones) {
      expect(listed).toContainEqual(expect.objectContaining({ id: ID, userId: UserID }));
      // After `--` an ID may start with a dash.
      const show = (...args: string[]) => outcome(["show", "--url", pbx.origin, ...args, "--", ID]);
      const [asTable, asJson, asXml] = [await show(), await show("--json"), await show("--xml")];
      expect(hiddenIn(asTable.out + asJson.out + asXml.out + asTable.err)).toEqual([]);
      expect(JSON.parse(asJson.out)).toMatchObject({ elements: { UserID, Note } });
      const { children } = parseXml(asXml.out);
      const texts = children.flatMap((child) =>
        typeof child === "string" ? [] : [[child.name, child.children.join("")] as const],
      );
      expect(Object.fromEntries(texts)).toMatchObject({ ID, UserID, Note });
    }
    const dir = join(folder, "out");
    await visible(pbx, "export", "--dir", dir, "--other-types");
    for (const name of readdirSync(dir)) {
      expect({ name, hidden: hiddenIn(readFileSync(join(dir, name), "utf8")) }).toEqual({ name, hidden: [] });
    }
    const declared = declaredBy(readFileSync(join(dir, "index.ts"), "utf8"));
    for (const { ID, UserID } of phones) {
      const { extensionId, userId } = sipExtension.rules.properties;
      const canBeDeclared = extensionId?.(ID) === undefined && userId?.(UserID) === undefined;
      const expected = expect.objectContaining({ extensionId: ID, userId: UserID });
      expect(declared).toEqual(
        canBeDeclared ? expect.arrayContaining([expected]) : expect.not.arrayContaining([expected]),
      );
    }
    expect(declared).toContainEqual(expect.objectContaining({ extensionId: "menu", elements: { Name: note } }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await pbx.stop();
  }
}

describe("text of the PBX in what a command prints and writes", () => {
  it("has no hidden character, and comes back from JSON, XML and code as it was", async () => {
    const phone = fc.record({
      ID: xmlString().map((id) => `1${id}1`),
      UserID: xmlString(),
      Note: xmlString(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(phone, { selector: ({ ID }) => ID, minLength: 1, maxLength: 4 }),
        async (phones) => checkAll(phones),
      ),
      { numRuns: propertyRuns(40) },
    );
  });

  it.each(Object.entries(HIDDEN))("shows %s", async (_, character) => {
    await checkAll([{ ID: `a${character}b`, UserID: `${character}user`, Note: `${character}` }]);
  });

  it("is refused as XML where the name of an element has a hidden character, which XML cannot escape", async () => {
    const pbx = await Simulator.start({
      extensions: ['<Config knownType="MenuInfo"><ID>600</ID><A\u200dB>x</A\u200dB></Config>'],
      types: [MENU_TYPE],
    });
    try {
      const { code, err } = await visible(pbx, "show", "600", "--xml");
      expect({ code, err }).toEqual({
        code: 1,
        err: "error: XML cannot escape the hidden characters in the name A\\u200DB. Print it with --json",
      });
      const { out } = await visible(pbx, "show", "600", "--json");
      expect(JSON.parse(out)).toMatchObject({ elements: { "A\u200dB": "x" } });
      await visible(pbx, "show", "600");
    } finally {
      await pbx.stop();
    }
  });

  it("is JSON that parses to the same value, whatever is in it", () => {
    fc.assert(
      fc.property(fc.dictionary(unicodeString(), fc.array(unicodeString())), (value) => {
        expect(hiddenIn(jsonText(value))).toEqual([]);
        expect(JSON.parse(jsonText(value))).toEqual(value);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("text of a user in a message", () => {
  it.each([
    ["an ID", ["show", "1\u202e2", "--url"]],
    ["a pattern", ["list", "--match", "9\u202e*", "--url"]],
    ["a type", ["list", "--type", "S\u200bIP", "--url"]],
    ["an option", ["list", "--j\u202eson", "--url"]],
  ])("has no hidden character: %s", async (_, args) => {
    const pbx = await Simulator.start({ extensions: 1 });
    const { out, err } = await outcome([...args, pbx.origin]);
    await pbx.stop();
    expect(err).toMatch(/\\u20(2E|0B)/);
    expect(hiddenIn(out + err)).toEqual([]);
  });
});
