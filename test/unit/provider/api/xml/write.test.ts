import type { Element, Node } from "@xmldom/xmldom";
import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import type { XmlElement, XmlNode } from "../../../../../provider/api/xml/element";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { writeXml } from "../../../../../provider/api/xml/write";
import { xmlText, xmlTree } from "../../../../support/arbitraryXml";
import { propertyRuns } from "../../../../support/propertyRuns";

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
    "writes %s in text and in an attribute as data, not as a reference",
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

  it("writes line ends, tabs and the end of a CDATA section as references, in text and in attributes", () => {
    const tree: XmlElement = { ...leaf("\r\n\t]]>"), attributes: [{ namespace: "", name: "hint", value: "\r\n\t" }] };
    expect(writeXml(tree)).toBe('<Password hint="&#xD;&#xA;&#x9;">&#xD;&#xA;&#x9;]]&gt;</Password>');
  });

  it("writes neither a declaration nor layout", () => {
    const tree: XmlElement = { ...leaf("1"), children: [leaf("2"), leaf("3")] };
    expect(writeXml(tree)).toBe("<Password><Password>2</Password><Password>3</Password></Password>");
  });
});

describe("another XML library", () => {
  it("reads what is written to the same names, attributes and text", () => {
    fc.assert(
      fc.property(xmlTree.map(withoutOtherLineEnds), (tree) => {
        expect(readByAnotherLibrary(writeXml(tree))).toEqual(tree);
      }),
      { numRuns: propertyRuns(500) },
    );
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
