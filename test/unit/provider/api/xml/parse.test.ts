import fc from "fast-check";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { xmlTree } from "../../../../support/arbitraryXml";
import { propertyRuns } from "../../../../support/propertyRuns";
import { Choices, xmlVariant } from "../../../../support/xmlVariant";

describe("reading XML", () => {
  it("gives one meaning to all the ways of writing a document", () => {
    fc.assert(
      fc.property(xmlTree, fc.gen(), (tree, draw) => {
        const written = xmlVariant(tree, new Choices(draw, fc.constantFrom));
        fc.pre(written.length < 20_000);
        expect(parseXml(written)).toEqual(tree);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it("reads a written line end or tab as XML does: as a line feed in text, as a space in an attribute", () => {
    const element = parseXml("<a b='1\t2\r\n3\r4'>1\t2\r\n3\r4</a>");
    expect(element.children).toEqual(["1\t2\n3\n4"]);
    expect(element.attributes).toEqual([{ namespace: "", name: "b", value: "1 2 3 4" }]);
  });

  it.each(["0100", "1e3", "0x10", "1.0", "+1", " 7 ", "1_000", "true", "null", "NaN", "2024-01-01"])(
    "reads %j as text and as nothing else",
    (text) => {
      const element = parseXml(`<a b="${text}">${text}</a>`);
      expect(element.children).toEqual([text]);
      expect(element.attributes).toEqual([{ namespace: "", name: "b", value: text }]);
    },
  );

  it("takes references to the first and the last characters there are", () => {
    expect(parseXml("<a>&#9;&#x20;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#1114111;</a>").children).toEqual([
      "\t \uD7FF\uE000\uFFFD\u{10000}\u{10FFFF}\u{10FFFF}",
    ]);
  });

  it("keeps white space that is all an element holds", () => {
    expect(parseXml("<a> \n\t</a>").children).toEqual([" \n\t"]);
    expect(parseXml("<a>&#32;&#13;</a>").children).toEqual([" \r"]);
  });

  it.each(["\u00A0", "\u2028", "\uFEFF", "\u3000"])("takes only XML's own white space for layout, not %j", (text) => {
    const blank = { namespace: "", name: "b", attributes: [], children: [] };
    expect(parseXml(`<a>\r\n ${text}<b/>\t</a>`).children).toEqual([`\n ${text}`, blank]);
  });

  it("lets an inner declaration of a prefix or of the default namespace win, and end with its element", () => {
    const { children, ...root } = parseXml(
      '<a xmlns="urn:1" xmlns:p="urn:2"><p:b xmlns:p="urn:3"/><p:b/><b xmlns=""/><b/></a>',
    );
    expect(root.namespace).toBe("urn:1");
    expect(children.map((child) => typeof child !== "string" && child.namespace)).toEqual([
      "urn:3",
      "urn:2",
      "",
      "urn:1",
    ]);
  });

  it("puts an attribute without a prefix into no namespace", () => {
    expect(parseXml('<a xmlns="urn:1" b="c"/>').attributes).toEqual([{ namespace: "", name: "b", value: "c" }]);
  });
});
