import fc from "fast-check";
import { parseXml } from "../../../../provider/api/xml/parse";
import { singleLimits } from "../../../../provider/api/xml/wellFormed";
import { writeXml } from "../../../../provider/api/xml/write";
import { isElementName } from "../../../../provider/types/rules";
import { propertyRuns } from "../../../support/propertyRuns";
import { unicodeString } from "../../../support/unicodeString";

function survives(name: string): boolean {
  try {
    return parseXml(writeXml({ namespace: "", name, attributes: [], children: [] })).name === name;
  } catch {
    return false;
  }
}

describe("the name of an element", () => {
  it.each(["Codec", "_", "x-1.y", "é", "名前", "constructor", "__proto__", "a·b", "Línea"])("can be %s", (name) => {
    expect(isElementName(name)).toBe(true);
  });

  it.each([
    "",
    " ",
    "1a",
    "-a",
    ".a",
    "a b",
    "a:b",
    ":",
    "a<",
    "a>",
    "a&b",
    'a"',
    "a/",
    "a\n",
    "a\u00A0",
    "xsi:nil",
    "=a",
    "#text",
  ])("cannot be %j", (name) => {
    expect(isElementName(name)).toBe(false);
  });

  it("is one that can be written and read again, whatever its characters", () => {
    const names = Array.from({ length: 0x10000 }, (_, codePoint) => String.fromCharCode(codePoint))
      .flatMap((character) => [character, `a${character}`])
      .filter(isElementName);
    const children = names.map((name) => ({ namespace: "", name, attributes: [], children: [] }));
    const written = writeXml({ namespace: "", name: "Config", attributes: [], children });
    const read = parseXml(written, { ...singleLimits, elements: names.length + 1, attributes: 0 });
    expect(names.length).toBeGreaterThan(90_000);
    expect(read.children.map((child) => typeof child !== "string" && child.name)).toEqual(names);
  });

  it.each(["\u1680", "a\uFEFF", "𝒳", "a😀"])(
    "is refused where the XML libraries cannot read or write it: %j",
    (name) => {
      expect(survives(name)).toBe(false);
      expect(isElementName(name)).toBe(false);
    },
  );

  it("is one that can be written and read again, whatever its length", () => {
    fc.assert(
      fc.property(unicodeString({ minLength: 1, maxLength: 4 }), (name) => {
        expect(!isElementName(name) || survives(name)).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
