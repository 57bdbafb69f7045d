import type { Element, Node } from "@xmldom/xmldom";
import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import type { XmlElement, XmlNode } from "../../../../../provider/api/xml/element";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { writeXml } from "../../../../../provider/api/xml/write";
import { xmlText, xmlTree } from "../../../../support/arbitraryXml";
import { propertyRuns } from "../../../../support/propertyRuns";
import { Choices, xmlVariant } from "../../../../support/xmlVariant";

const leaf = (text: string): XmlElement => ({ namespace: "", name: "Password", attributes: [], children: [text] });

const withAttributes = (...attributes: XmlElement["attributes"]): XmlElement => ({
  namespace: "",
  name: "Display",
  attributes,
  children: [],
});

describe("writing and reading XML", () => {
  it("gives every document back as it was", () => {
    fc.assert(
      fc.property(xmlTree, (tree) => {
        expect(parseXml(writeXml(tree))).toEqual(tree);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it("gives every text back as it was", () => {
    fc.assert(
      fc.property(xmlText, (text) => {
        expect(parseXml(writeXml(leaf(text))).children).toEqual([text]);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it.each(["__proto__", "constructor", "hasOwnProperty", "toString"])(
    "keeps %s as the name of elements and attributes",
    (name) => {
      const tree: XmlElement = {
        namespace: "",
        name,
        attributes: [{ namespace: "", name, value: "a" }],
        children: [
          { namespace: "", name, attributes: [], children: ["b"] },
          { namespace: "", name, attributes: [], children: [] },
        ],
      };
      expect(parseXml(writeXml(tree))).toEqual(tree);
      expect(parseXml(`<${name} ${name}="a"><${name}>b</${name}><${name}/></${name}>`)).toEqual(tree);
    },
  );

  it.each(["&lt;", "&amp;", "a&b;c", "&#13;", "&nbsp;"])(
    "takes %s in a text and in an attribute for data, not for a reference",
    (text) => {
      const tree: XmlElement = { ...leaf(text), attributes: [{ namespace: "", name: "hint", value: text }] };
      expect(parseXml(writeXml(tree))).toEqual(tree);
    },
  );

  it("takes a reference in the name of a namespace for data", () => {
    const tree: XmlElement = {
      ...withAttributes({ namespace: "urn:&lt;", name: "a", value: "" }),
      namespace: "urn:&amp;",
    };
    expect(parseXml(writeXml(tree))).toEqual(tree);
  });

  it("declares a prefix once where two attributes of one element are in one namespace", () => {
    const namespace = "http://www.w3.org/2001/XMLSchema-instance";
    const tree = withAttributes({ namespace, name: "nil", value: "true" }, { namespace, name: "type", value: "t" });
    expect(writeXml(tree)).toBe(`<Display xmlns:xsi="${namespace}" xsi:nil="true" xsi:type="t"/>`);
  });

  it("writes line ends, tabs and what ends a CDATA section as references, in texts and in attributes", () => {
    const tree: XmlElement = { ...leaf("\r\n\t]]>"), attributes: [{ namespace: "", name: "hint", value: "\r\n\t" }] };
    expect(writeXml(tree)).toBe('<Password hint="&#xD;&#xA;&#x9;">&#xD;&#xA;&#x9;]]&gt;</Password>');
  });

  it("writes neither a declaration nor layout", () => {
    const tree: XmlElement = { ...leaf("1"), children: [leaf("2"), leaf("3")] };
    expect(writeXml(tree)).toBe("<Password><Password>2</Password><Password>3</Password></Password>");
  });
});

describe("another XML library", () => {
  it("reads what is written to the same names, attributes and texts", () => {
    fc.assert(
      fc.property(xmlTree.map(withoutOtherLineEnds), (tree) => {
        expect(readByAnotherLibrary(writeXml(tree))).toEqual(tree);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

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

  it("reads a written line end or tab as XML does: a line feed in a text, a space in an attribute", () => {
    const element = parseXml("<a b='1\t2\r\n3\r4'>1\t2\r\n3\r4</a>");
    expect(element.children).toEqual(["1\t2\n3\n4"]);
    expect(element.attributes).toEqual([{ namespace: "", name: "b", value: "1 2 3 4" }]);
  });

  it.each(["0100", "1e3", "0x10", "1.0", "+1", " 7 ", "1_000", "true", "null", "NaN", "2024-01-01"])(
    "takes %j for a text and for nothing else",
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

/** The other library ends lines by the rules of XML 1.1, which has two more characters for it. */
function withoutOtherLineEnds(tree: XmlElement): XmlElement {
  return JSON.parse(JSON.stringify(tree).replaceAll(/[\u0085\u2028]/g, "-")) as XmlElement;
}

function readByAnotherLibrary(xml: string): XmlElement {
  const onError = (level: string, message: string) => {
    // Among its warnings is one for U+FFFD, which is a character like any other.
    if (level !== "warning") {
      throw new Error(message);
    }
  };
  const root = new DOMParser({ onError }).parseFromString(xml, "application/xml").documentElement;
  if (root === null) {
    throw new Error("there is no root element");
  }
  return elementOf(root);
}

function elementOf(element: Element): XmlElement {
  const attributes = Array.from(element.attributes)
    .filter((attribute) => attribute.namespaceURI !== "http://www.w3.org/2000/xmlns/")
    .map((attribute) => ({
      namespace: attribute.namespaceURI ?? "",
      name: attribute.localName ?? attribute.name,
      value: attribute.value,
    }));
  return {
    namespace: element.namespaceURI ?? "",
    name: element.localName ?? element.tagName,
    attributes,
    children: merged(Array.from(element.childNodes).map(nodeOf)),
  };
}

function nodeOf(node: Node): XmlNode {
  return node.nodeType === node.ELEMENT_NODE ? elementOf(node as Element) : (node.nodeValue ?? "");
}

function merged(nodes: readonly XmlNode[]): XmlNode[] {
  const result: XmlNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (typeof node === "string" && typeof last === "string") {
      result[result.length - 1] = last + node;
    } else {
      result.push(node);
    }
  }
  return result;
}
