import fc from "fast-check";
import { ConfigXml, encodeConfigXml, InvalidConfigText } from "../../../../provider/api";
import type { XmlElement, XmlNode } from "../../../../provider/api/xml/element";
import { isElement, isSameElement } from "../../../../provider/api/xml/element";
import { parseXml, readElements } from "../../../../provider/api/xml/parse";
import { writeElements, writeXml } from "../../../../provider/api/xml/write";
import { xmlName, xmlText, xmlTree } from "../../../support/arbitraryXml";
import { propertyRuns } from "../../../support/propertyRuns";
import { errorThrownBy } from "../../../support/thrownErrors";

const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

const read = (xml: string) => ConfigXml.of(parseXml(xml));

const sample = read(`<Config knownType="SIPExtensionInfo" xmlns:xsi="${SCHEMA_INSTANCE}">
  <AuthorizationName>1000</AuthorizationName>
  <Password>secret</Password>
  <Codecs><Codec>PCMA</Codec><Codec>PCMU</Codec></Codecs>
  <Note lang="en">hello</Note>
  <UserAgentName xsi:nil="true" />
  <Trunk>a</Trunk>
  <ID>1000</ID>
  <Trunk>b</Trunk>
  <Empty></Empty>
</Config>`);

/** Configurations of elements of any kind, with names that are likely to occur twice. */
const config: fc.Arbitrary<XmlElement> = fc.record({
  namespace: fc.constantFrom("", "", "urn:one"),
  name: fc.constant("Config"),
  attributes: fc.constant([{ namespace: "", name: "knownType", value: "SIPExtensionInfo" }]),
  children: fc.array(
    fc
      .tuple(xmlTree, fc.option(fc.constantFrom("Password", "ID")))
      .map(([tree, name]) => (name === null ? tree : { ...tree, name })),
    { maxLength: 5 },
  ),
});

describe("a configuration of elements with text", () => {
  it("is the ConfigXML that the vendor documents", () => {
    const made = ConfigXml.create("SIPExtensionInfo", [
      ["AuthorizationName", "100"],
      ["Password", "100"],
      ["Username", "100"],
      ["Enabled", "true"],
      ["ID", "100"],
      ["UserID", "user100"],
    ]);
    expect(made.toXml()).toBe(
      '<Config knownType="SIPExtensionInfo"><AuthorizationName>100</AuthorizationName><Password>100</Password>' +
        "<Username>100</Username><Enabled>true</Enabled><ID>100</ID><UserID>user100</UserID></Config>",
    );
  });

  it("takes the last of two values for one element, at the position of the first", () => {
    const made = ConfigXml.create("T", [
      ["A", "1"],
      ["B", "2"],
      ["A", "3"],
    ]);
    expect(made.toXml()).toBe('<Config knownType="T"><A>3</A><B>2</B></Config>');
  });

  it("gives every text back that XML can carry, a password of markup among them", () => {
    fc.assert(
      fc.property(xmlName, xmlText, (name, text) => {
        const made = read(ConfigXml.create("T", [[name, text]]).toXml());
        expect(made.text(name)).toBe(text);
        expect(made.knownType).toBe("T");
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("looking into a configuration", () => {
  it("finds the knownType, with and without one", () => {
    expect(sample.knownType).toBe("SIPExtensionInfo");
    expect(read("<Config/>").knownType).toBeUndefined();
    expect(read('<Config knownType=""/>').knownType).toBe("");
  });

  it("returns the text of the first of several elements, an empty string for an empty and a nil one, undefined for a missing one", () => {
    const texts = ["Password", "Trunk", "Empty", "UserAgentName", "Codecs", "Missing", "password", "constructor"];
    expect(texts.map((name) => sample.text(name))).toEqual([
      "secret",
      "a",
      "",
      "",
      "",
      ...[undefined, undefined, undefined],
    ]);
  });

  it("finds elements in whatever namespace", () => {
    expect(read('<Config xmlns="urn:a"><ID>1</ID></Config>').text("ID")).toBe("1");
    expect(read('<p:Config xmlns:p="urn:a"><p:ID>1</p:ID></p:Config>').text("ID")).toBe("1");
  });

  it("tells the shape of an element", () => {
    const shapes = Object.fromEntries(
      ["Password", "Empty", "Note", "UserAgentName", "Codecs", "Trunk", "Missing", "__proto__"].map((name) => [
        name,
        sample.shape(name),
      ]),
    );
    expect(shapes).toEqual(
      Object.fromEntries([
        ["Password", "text"],
        ["Empty", "text"],
        ["Note", "attributed"],
        ["UserAgentName", "attributed"],
        ["Codecs", "structured"],
        ["Trunk", "repeated"],
        ["Missing", "absent"],
        ["__proto__", "absent"],
      ]),
    );
  });

  it("lists the names of the elements in their order, duplicates twice", () => {
    const names = ["AuthorizationName", "Password", "Codecs", "Note", "UserAgentName", "Trunk", "ID", "Trunk", "Empty"];
    expect(sample.elementNames()).toEqual(names);
  });
});

describe("setting the text of an element", () => {
  it("puts it into the place of the element that is there, and adds one that is not at the end", () => {
    const changed = sample.with("Password", "new").with("Display", "Reception");
    expect(changed.text("Password")).toBe("new");
    expect(changed.elementNames()).toEqual([...sample.elementNames(), "Display"]);
    expect(changed.shape("Display")).toBe("text");
  });

  it("leaves the configuration that it began with as it was", () => {
    const before = sample.toXml();
    sample.with("Password", "new").without(["ID"]);
    expect(sample.toXml()).toBe(before);
  });

  it("removes xsi:nil from an element that gets text, and keeps its other attributes", () => {
    const config = read(`<Config xmlns:x="${SCHEMA_INSTANCE}"><A x:nil="true" nil="yes" x:type="t"/></Config>`);
    expect(parseXml(config.with("A", "b").toXml()).children).toEqual([
      {
        namespace: "",
        name: "A",
        attributes: [
          { namespace: "", name: "nil", value: "yes" },
          { namespace: SCHEMA_INSTANCE, name: "type", value: "t" },
        ],
        children: ["b"],
      },
    ]);
  });

  it("makes an element empty where the text is", () => {
    expect(read("<Config><A>b</A></Config>").with("A", "").toXml()).toBe("<Config><A/></Config>");
  });

  it("adds an element in the namespace of the configuration", () => {
    expect(read('<Config xmlns="urn:a"/>').with("A", "b").toXml()).toBe('<Config xmlns="urn:a"><A>b</A></Config>');
  });

  it("leaves every other element, attribute, text and the order unchanged", () => {
    fc.assert(
      fc.property(config, fc.oneof(xmlName, fc.constantFrom("Password", "ID")), xmlText, (tree, name, text) => {
        const position = tree.children.findIndex((child) => isElement(child) && child.name === name);
        const after = parseXml(ConfigXml.of(tree).with(name, text).toXml());
        const changed = after.children.at(position);
        expect({ ...after, children: after.children.toSpliced(position, 1) }).toEqual({
          ...tree,
          children: position === -1 ? tree.children : tree.children.toSpliced(position, 1),
        });
        expect(changed).toMatchObject({ name, children: [text] });
        expect(position === -1 ? [] : otherThanNil(tree.children[position])).toEqual(otherThanNil(changed));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it.each([
    ["\u0000", 0, "position 1", "U+0000"],
    ["abc\u000Bd", 3, "position 4", "U+000B"],
    ["😀\uD800", 2, "position 3", "U+D800"],
    ["\uFFFE\u0001", 0, "position 1", "U+FFFE"],
  ])("refuses %j, naming the element and the character", (text, index, position, codePoint) => {
    const failure = errorThrownBy(() => sample.with("Password", text));
    expect(failure).toBeInstanceOf(InvalidConfigText);
    expect(failure).toMatchObject({
      name: "InvalidConfigText",
      element: "Password",
      character: { index },
      message:
        `The text for the element Password has a character at ${position} that XML cannot carry (${codePoint}). ` +
        "Nothing was sent. Remove the character.",
    });
    expect(() => ConfigXml.create("T", [["Note", text]])).toThrow(expect.objectContaining({ element: "Note" }));
  });
});

describe("leaving elements out", () => {
  it("takes all of a name, and nothing else", () => {
    fc.assert(
      fc.property(
        config,
        fc.array(fc.oneof(xmlName, fc.constantFrom("Password", "ID")), { maxLength: 3 }),
        (tree, names) => {
          const wanted = tree.children.filter((child) => !isElement(child) || !names.includes(child.name));
          const after = ConfigXml.of(tree).without(names);
          expect(parseXml(after.toXml())).toEqual({ ...tree, children: wanted });
          expect(names.map((name) => after.shape(name)).every((shape) => shape === "absent")).toBe(true);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("whole elements", () => {
  it("take the place of all that have their name, or come to the end", () => {
    const trunks = sample.elements("Trunk");
    expect(trunks.map((trunk) => trunk.children)).toEqual([["a"], ["b"]]);
    const swapped = sample.withElements("Trunk", [...trunks].reverse());
    expect(swapped.elementNames().filter((name) => name === "Trunk" || name === "ID")).toEqual([
      "Trunk",
      "Trunk",
      "ID",
    ]);
    expect(swapped.elements("Trunk").map((trunk) => trunk.children)).toEqual([["b"], ["a"]]);
    expect(sample.withElements("Trunk", []).toXml()).toBe(sample.without(["Trunk"]).toXml());
    expect(sample.withElements("New", sample.elements("Codecs")).elementNames().at(-1)).toBe("Codecs");
    expect(sample.elements("Nothing")).toEqual([]);
  });

  it("come back as they were written, whatever they hold, and are the same then", () => {
    fc.assert(
      fc.property(fc.array(xmlTree, { maxLength: 4 }), (elements) => {
        const read = readElements(`\n${writeElements(elements)} <!-- layout -->`);
        expect(read).toEqual(elements);
        expect(read.every((element, at) => isSameElement(element, elements[at] as XmlElement))).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it("are others as soon as anything but the order of attributes differs", () => {
    fc.assert(
      fc.property(xmlTree, xmlTree, (one, other) => {
        const inOrder = (element: XmlElement): unknown => ({
          ...element,
          attributes: [...element.attributes].sort((a, b) =>
            `${a.namespace} ${a.name}` < `${b.namespace} ${b.name}` ? -1 : 1,
          ),
          children: element.children.map((child) => (isElement(child) ? inOrder(child) : child)),
        });
        expect(isSameElement(one, other)).toBe(JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other)));
        expect(isSameElement(one, { ...one, attributes: [...one.attributes].reverse() })).toBe(true);
        expect(isSameElement(one, { ...one, children: [...one.children, "more"] })).toBe(false);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("the parameter ConfigXML", () => {
  const xml = sample.with("Password", "a&b<c>\"d'").toXml();

  it("is the XML as it is, where it is to be plain", () => {
    expect(encodeConfigXml(xml, "plain")).toBe(xml);
  });

  it("has & and < as references, where it is to be escaped, as in the vendor's sample", () => {
    expect(encodeConfigXml('<Config knownType="SIP"><A>a&amp;b</A></Config>', "escaped")).toBe(
      '&lt;Config knownType="SIP">&lt;A>a&amp;amp;b&lt;/A>&lt;/Config>',
    );
  });

  it("is the plain XML once more when it is unescaped, whatever it holds", () => {
    fc.assert(
      fc.property(fc.oneof(xmlText, config.map(writeXml), fc.constant(xml)), (plain) => {
        const escaped = encodeConfigXml(plain, "escaped");
        expect(escaped).not.toContain("<");
        expect(escaped.replaceAll("&lt;", "<").replaceAll("&amp;", "&")).toBe(plain);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

function otherThanNil(node: XmlNode | undefined): unknown {
  return node === undefined || !isElement(node)
    ? []
    : node.attributes.filter(({ namespace, name }) => namespace !== SCHEMA_INSTANCE || name !== "nil");
}
