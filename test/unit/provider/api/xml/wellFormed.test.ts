import fc from "fast-check";
import { commandTable } from "../../../../../provider/api/commands";
import { MalformedXml } from "../../../../../provider/api/errors";
import type { XmlElement } from "../../../../../provider/api/xml/element";
import { MAX_DEPTH, parseXml } from "../../../../../provider/api/xml/parse";
import {
  MAX_ATTRIBUTES_OF_ELEMENT,
  MAX_NAME_LENGTH,
  MAX_NAMESPACE_LENGTH,
  singleLimits,
} from "../../../../../provider/api/xml/wellFormed";
import { writeXml } from "../../../../../provider/api/xml/write";
import { xmlTree } from "../../../../support/arbitraryXml";
import { propertyRuns } from "../../../../support/propertyRuns";
import { errorThrownBy } from "../../../../support/thrownErrors";
import { withTimeout } from "../../../../support/withTimeout";

const getConfigAnswer = [
  '<?xml version="1.0" encoding="utf-8"?>',
  "<Response>",
  '  <Config knownType="SIPExtensionInfo">',
  "    <Password>a&amp;b&#x41;</Password>",
  "    <!-- it's a comment -->",
  '    <UserAgentName xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" />',
  "    <ID><![CDATA[1000]]></ID>",
  "  </Config>",
  "  <Code>200</Code>",
  "</Response>",
].join("\r\n");

const declaration = "it has a DOCTYPE or another declaration, which may define entities";
const notWellFormed = "it is not well-formed, or was cut off";
const notOneRoot = "it does not consist of one root element";
const strangeReference = "it refers to an entity that XML does not know, or has a single ampersand";
const forbiddenReference = "it refers to a character that XML cannot carry";
const strangePrefix = "it uses a namespace prefix that it does not declare";
const reservedPrefix = "it declares a namespace prefix in a way that XML does not allow";
const strangeInstruction = "it has a processing instruction that XML does not allow";
const { elements: MAX_ELEMENTS, attributes: MAX_ATTRIBUTES } = singleLimits;
const tooMany = `it has more than ${MAX_ELEMENTS} elements or ${MAX_ATTRIBUTES} attributes`;

describe("a document that was cut off", () => {
  it("is refused, wherever it was cut", () => {
    expect(parseXml(getConfigAnswer).name).toBe("Response");
    for (let length = 0; length < getConfigAnswer.length; length++) {
      expect(() => parseXml(getConfigAnswer.slice(0, length))).toThrow(MalformedXml);
    }
  });

  it("is refused, whatever it held", () => {
    fc.assert(
      fc.property(xmlTree, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (tree, share) => {
        const whole = writeXml(tree);
        expect(() => parseXml(whole.slice(0, Math.floor(share * whole.length)))).toThrow(MalformedXml);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it("is refused, wherever its beginning is missing", () => {
    for (let start = 1; start < getConfigAnswer.length; start++) {
      const rest = getConfigAnswer.slice(start);
      if (!rest.startsWith("<Response>") && !rest.trimStart().startsWith("<Response>")) {
        expect(() => parseXml(rest)).toThrow(MalformedXml);
      }
    }
  });
});

describe("a document with a declaration of its own", () => {
  it.each([
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    "<!DOCTYPE a><a/>",
    "<!doctype a><a/>",
    '<?xml version="1.0"?>\n<!-- c --><?pi?><!DOCTYPE a SYSTEM "http://evil/"><a/>',
    "<a><!DOCTYPE b></a>",
    "<a/><!DOCTYPE b>",
    "<a b='<!DOCTYPE c>'/>",
    '<a><!ENTITY e "x"></a>',
    "<a><!ELEMENT b ANY></a>",
    "<a><!ATTLIST b></a>",
    "<a><!NOTATION b></a>",
    "<a><![INCLUDE[b]]></a>",
    "<a><!b></a>",
    "<a><![cdata[b]]></a>",
  ])("is refused: %j", (text) => {
    expect(() => parseXml(text)).toThrow(new MalformedXml(declaration));
  });

  it("is not confused with one inside of a comment, a CDATA section or a processing instruction", () => {
    const text = "<a><!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE y>]]><?pi <!DOCTYPE z>?></a>";
    expect(parseXml(text).children).toEqual(["<!DOCTYPE y>"]);
  });

  it("is found behind a comment that only seems to hide it", () => {
    expect(() => parseXml("<a><!-- --><!DOCTYPE b><!-- --></a>")).toThrow(new MalformedXml(declaration));
  });
});

describe("a document that is not well-formed", () => {
  it.each([
    ["an entity that is not declared", "<a>&nbsp;</a>", strangeReference],
    ["an entity of HTML in an attribute", '<a b="&eacute;"/>', strangeReference],
    ["a name of an entity that objects have", "<a>&constructor;</a>", strangeReference],
    ["a lone ampersand in an attribute", '<a b="x & y"/>', strangeReference],
    ["a reference without digits", '<a b="&#;"/>', strangeReference],
    ["a hexadecimal reference without digits", '<a b="&#x;"/>', strangeReference],
    ["a reference with a capital X", '<a b="&#X41;"/>', strangeReference],
    ["a decimal reference with hexadecimal digits", '<a b="&#4A;"/>', strangeReference],
    ["a reference to NUL", "<a>&#0;</a>", forbiddenReference],
    ["a reference to a control character", '<a b="&#x1F;"/>', forbiddenReference],
    ["a reference to a surrogate", "<a>&#xD800;</a>", forbiddenReference],
    ["a pair of references to surrogates", "<a>&#xD83D;&#xDE00;</a>", forbiddenReference],
    ["a reference to U+FFFE", "<a>&#65534;</a>", forbiddenReference],
    ["a reference beyond Unicode", "<a>&#x110000;</a>", forbiddenReference],
    ["a reference far beyond Unicode", "<a>&#9999999;</a>", forbiddenReference],
    ["an element's prefix that is not declared", "<p:a/>", strangePrefix],
    ["an attribute's prefix that is not declared", '<a xsi:nil="true"/>', strangePrefix],
    ["a prefix that was declared in another element", '<a><b xmlns:p="urn:1"/><p:c/></a>', strangePrefix],
    ["a prefix whose declaration is taken back", '<a xmlns:p="urn:1"><b xmlns:p=""/></a>', reservedPrefix],
    ["XML's own prefix for something else", '<a xmlns:xml="urn:1"/>', reservedPrefix],
    ["XML's own namespace under another prefix", '<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', reservedPrefix],
    ["XML's own namespace as the default", '<a xmlns="http://www.w3.org/XML/1998/namespace"/>', reservedPrefix],
    ["a declaration of the prefix of declarations", '<a xmlns:xmlns="http://www.w3.org/2000/xmlns/"/>', reservedPrefix],
    ["the namespace of declarations", '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', reservedPrefix],
    ["a prefix that objects have", "<constructor:a/>", strangePrefix],
    ["a name with two colons", '<p:a:b xmlns:p="urn:1"/>', notWellFormed],
    ["one attribute twice", '<a b="1" b="2"/>', notWellFormed],
    [
      "one attribute twice, by two prefixes of one namespace",
      '<a xmlns:p="urn:1" xmlns:q="urn:1" p:b="1" q:b="2"/>',
      "it has an attribute twice",
    ],
    ["two roots", "<a/><b/>", notOneRoot],
    ["one root twice", "<a></a><a></a>", notOneRoot],
    ["text before the root", "x<a/>", notOneRoot],
    ["text behind the root", "<a></a>x", notOneRoot],
    ["text behind an empty root", "<a/>x", notOneRoot],
    ["a space of no XML behind the root", "<a/>\u00A0", notOneRoot],
    ["a CDATA section behind the root", "<a/><![CDATA[x]]>", notOneRoot],
    ["an empty CDATA section before the root", "<![CDATA[]]><a/>", notOneRoot],
    ["a reference to a space behind the root", "<a/>&#32;", notOneRoot],
    ["no root", "<!-- nothing -->", notOneRoot],
    ["nothing", "", notOneRoot],
    ["the end of another element", "<a><b></a></b>", notWellFormed],
    ["an end without a beginning", "</a>", notWellFormed],
    ["the end of the reader's own wrapper", "</document><document>", notWellFormed],
    ["the end of the reader's own wrapper behind the root", "<a/></document><document>", notWellFormed],
    ["an attribute without a value", "<a b/>", notWellFormed],
    ["an attribute without quotes", "<a b=c/>", notWellFormed],
    ["attributes without a space between them", '<a b="1"c="2"/>', notWellFormed],
    ["a name that begins with a digit", "<1/>", notWellFormed],
    ["a name that begins with the reader's own mark", "<=a/>", notWellFormed],
    ["an attribute that begins with the reader's own mark", '<a =b="1"/>', notWellFormed],
    ["the end of a CDATA section that never began", "<a>]]></a>", "it has ]]> outside of a CDATA section"],
    ["< inside of an attribute", '<a b="<"/>', notWellFormed],
    ["an equals sign in place of an attribute", "<a =/>", notWellFormed],
    ["an attribute that has quotes and no equals sign", '<a b"c"/>', notWellFormed],
    ["a slash in the middle of a tag", '<a / b="1"></a>', notWellFormed],
    ["two slashes", "<a//>", notWellFormed],
    ["an end with an attribute", '<a></a b="1">', notWellFormed],
    ["an end that is empty at once", "<a></a/>", notWellFormed],
    ["a space of no XML within a tag", '<a\u00A0b="1"/>', notWellFormed],
    ["a tag without a name", "<a><></></a>", notWellFormed],
    ["a declaration of the prefix without a name", '<a xmlns:="urn:1"/>', notWellFormed],
    ["an attribute that begins with a digit", '<a 1="b"/>', notWellFormed],
    ["two hyphens in a comment", "<a><!-- b -- c --></a>", "it has two hyphens inside of a comment"],
    ["a comment that ends in three hyphens", "<a><!-- b ---></a>", "it has two hyphens inside of a comment"],
    ["an XML declaration inside of the root", '<a><?xml version="1.0"?></a>', strangeInstruction],
    ["an XML declaration behind the root", '<a/><?xml version="1.0"?>', strangeInstruction],
    ["an XML declaration that is not at the start", ' <?xml version="1.0"?><a/>', strangeInstruction],
    ["two XML declarations", '<?xml version="1.0"?><?xml version="1.0"?><a/>', strangeInstruction],
    ["an XML declaration without a version", "<?xml?><a/>", strangeInstruction],
    ["an XML declaration of another version", '<?xml version="2.0"?><a/>', strangeInstruction],
    ["an XML declaration without quotes", "<?xml version=1.0?><a/>", strangeInstruction],
    ["an XML declaration in another order", '<?xml encoding="utf-8" version="1.0"?><a/>', strangeInstruction],
    ["an XML declaration with something else in it", '<?xml version="1.0" a="b"?><a/>', strangeInstruction],
    ["a processing instruction by the name of XML", "<a><?XML b?></a>", strangeInstruction],
    ["a processing instruction without a name", "<a><? b?></a>", strangeInstruction],
    ["a processing instruction that begins with a digit", "<a><?1?></a>", strangeInstruction],
    ["a comment that does not end", "<a><!-- </a>", "it was cut off"],
    ["a CDATA section that does not end", "<a><![CDATA[ </a>", "it was cut off"],
    ["a processing instruction that does not end", "<a><?pi </a>", "it was cut off"],
  ])("is refused for %s", (_, text, message) => {
    expect(() => parseXml(text)).toThrow(new MalformedXml(message));
  });

  it.each(["\u0000", "\u0001", "\u000B", "\u001F", "\uFFFE", "\uFFFF", "\uD800", "\uDC00"])(
    "is refused for the character %j in text, an attribute and a comment",
    (character) => {
      for (const text of [`<a>${character}</a>`, `<a b="${character}"/>`, `<a><!-- ${character} --></a>`]) {
        expect(() => parseXml(text)).toThrow(new MalformedXml("it has a character that XML cannot carry"));
      }
    },
  );
});

describe("a document that is too much", () => {
  const nested = (levels: number, core = "") => `${"<a>".repeat(levels)}${core}${"</a>".repeat(levels)}`;

  it(`is read to a depth of ${MAX_DEPTH} elements, and refused beyond`, () => {
    const message = `it is nested deeper than ${MAX_DEPTH} elements`;
    const earlier = `it is not well-formed, or is nested deeper than ${MAX_DEPTH} elements`;
    expect(parseXml(nested(MAX_DEPTH)).name).toBe("a");
    expect(parseXml(nested(MAX_DEPTH - 1, "<b/>")).name).toBe("a");
    expect(() => parseXml(nested(MAX_DEPTH + 1))).toThrow(new MalformedXml(message));
    expect(() => parseXml(nested(MAX_DEPTH, "<b/>"))).toThrow(new MalformedXml(message));
    expect(() => parseXml(nested(5_900))).toThrow(new MalformedXml(earlier));
  });

  it("is counted by depth and not by number", () => {
    expect(parseXml(`<a>${"<b><c/></b>".repeat(MAX_DEPTH * 2)}</a>`).children).toHaveLength(MAX_DEPTH * 2);
  });

  it.each(["<!---->", "<b></b>", "<b/>", "<?b?>"])(
    `is read with ${MAX_ELEMENTS} elements and the like, and refused with one more: %s`,
    (one) => {
      expect(parseXml(`<a>${one.repeat(MAX_ELEMENTS - 1)}</a>`).name).toBe("a");
      expect(() => parseXml(`<a>${one.repeat(MAX_ELEMENTS)}</a>`)).toThrow(new MalformedXml(tooMany));
    },
  );

  it("is read with other limits where it may be larger", () => {
    const text = `<a>${"<b/>".repeat(MAX_ELEMENTS)}</a>`;
    expect(parseXml(text, { ...singleLimits, elements: MAX_ELEMENTS + 1 }).children).toHaveLength(MAX_ELEMENTS);
  });

  const withAttributes = (count: number) =>
    `<a>${`<b${Array.from({ length: count }, (_, index) => ` c${index}="1"`).join("")}/>`}</a>`;
  it(`is read with ${MAX_ATTRIBUTES_OF_ELEMENT} attributes in an element, and refused with one more`, () => {
    const [element] = parseXml(withAttributes(MAX_ATTRIBUTES_OF_ELEMENT)).children;
    expect(element).toMatchObject({ attributes: { length: MAX_ATTRIBUTES_OF_ELEMENT } });
    expect(() => parseXml(withAttributes(MAX_ATTRIBUTES_OF_ELEMENT + 1))).toThrow(
      new MalformedXml(`it has an element with more than ${MAX_ATTRIBUTES_OF_ELEMENT} attributes`),
    );
  });

  it.each<[string, (name: string) => string]>([
    ["an element", (name) => `<a><${name}/></a>`],
    ["an attribute", (name) => `<a b="1" ${name}="1"/>`],
    ["a prefix", (name) => `<a xmlns:${name}="urn:1"/>`],
  ])("is refused with a very long name of %s", (_what, written) => {
    const tooLong = new MalformedXml(`it has a name of more than ${MAX_NAME_LENGTH} characters`);
    expect(parseXml(written("n".repeat(MAX_NAME_LENGTH - 10))).name).toBe("a");
    expect(() => parseXml(written("n".repeat(MAX_NAME_LENGTH + 1)))).toThrow(tooLong);
  });

  it.each<[string, (namespace: string) => string]>([
    ["of elements", (namespace) => `<a xmlns="${namespace}"/>`],
    ["of a prefix", (namespace) => `<a xmlns:p="${namespace}"><p:b/></a>`],
  ])("is refused with a very long namespace %s", (_what, written) => {
    expect(parseXml(written("n".repeat(MAX_NAMESPACE_LENGTH))).name).toBe("a");
    expect(() => parseXml(written("n".repeat(MAX_NAMESPACE_LENGTH + 1)))).toThrow(
      new MalformedXml(`it has a namespace of more than ${MAX_NAMESPACE_LENGTH} characters`),
    );
  });

  it.each<[string, (length: number) => string]>([
    ["text", (length) => `<a>${"x".repeat(length)}</a>`],
    ["a tag", (length) => `<a b="${"x".repeat(length)}"/>`],
  ])("is refused with a very long run of %s", (_what, written) => {
    const limits = { ...singleLimits, run: 1_000 };
    expect(parseXml(written(990), limits).name).toBe("a");
    expect(() => parseXml(written(1_001), limits)).toThrow(
      new MalformedXml("it has more than 1000 characters from one tag to the next"),
    );
    // What was read is read again after it was written, however long that made it.
    expect(parseXml(written(commandTable.GetConfig.reply.bytes * 5)).name).toBe("a");
  });

  const long = "x".repeat(MAX_NAME_LENGTH * 2);
  it.each([
    `<R><a>${long}</a><b c="d"/></R>`,
    `<R><a>${long}=1</a></R>`,
    `<R>${"<i>v</i>".repeat(300)}<m>pin=1</m></R>`,
    `<R a="${long}" b="1"><c d="e"/>${long}</R>`,
    `<R a="1">${long}</R><!-- b="1" -->`,
  ])("is read where text is long before an equals sign: %.40s", (text) => {
    expect(parseXml(text).name).toBe("R");
  });

  it.each([' b="1"', " b='1'", ' b = "1"', "\nb\n=\n'1'"])(
    `is refused with more than ${MAX_ATTRIBUTES} attributes, written as %j`,
    (attribute) => {
      const element = `<b${attribute}/>`;
      expect(() => parseXml(`<a>${element.repeat(MAX_ATTRIBUTES + 1)}</a>`)).toThrow(new MalformedXml(tooMany));
    },
  );

  it(`is read with ${MAX_ATTRIBUTES} attributes`, () => {
    const four = `<b c="1" d='2' e = "3" f="4"/>`;
    expect(parseXml(`<a>${four.repeat(MAX_ATTRIBUTES / 4)}</a>`).children).toHaveLength(MAX_ATTRIBUTES / 4);
  });

  it("is not made so by namespaces: many of them, and many elements, are read one after the other", () => {
    const declarations = Array.from({ length: 1_000 }, (_, index) => ` xmlns:p${index}="urn:${index}"`).join("");
    const text = `<a${declarations}>${'<p1:b p2:c="1"/>'.repeat(MAX_ELEMENTS - 1_001)}</a>`;
    const read = withTimeout(() => parseXml(text));
    expect(read.children).toHaveLength(MAX_ELEMENTS - 1_001);
    expect(read.children.at(-1)).toMatchObject({ namespace: "urn:1", attributes: [{ namespace: "urn:2" }] });
  });
});

describe("what a refusal says", () => {
  const secret = "MARKED-pa55word";
  const bits = [
    "<",
    ">",
    "&",
    '"',
    "'",
    "/",
    "=",
    "&x;",
    "]]>",
    "<!",
    "<!--",
    "<?",
    "\u0000",
    "p:",
    ":",
    "</a>",
    "<b>",
    " ",
  ];
  const answer = writeXml({
    namespace: "",
    name: secret,
    attributes: [{ namespace: "", name: secret, value: secret }],
    children: [
      secret,
      { namespace: "", name: "Password", attributes: [], children: [`${secret}&<`] } satisfies XmlElement,
    ],
  });

  it("holds nothing of the text, however it is spoilt", () => {
    let refused = 0;
    const numRuns = propertyRuns(3000);
    const spoiled = fc.array(
      fc.record({ at: fc.nat(answer.length), removed: fc.nat(3), added: fc.constantFrom("", ...bits) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(spoiled, (changes) => {
        const text = changes.reduce(
          (before, { at, removed, added }) => before.slice(0, at) + added + before.slice(at + removed),
          answer,
        );
        const error = errorThrownBy(() => parseXml(text));
        if (error !== undefined) {
          refused += 1;
          expect(error).toBeInstanceOf(MalformedXml);
          const shown = `${String(error)} ${(error as Error).stack?.split("\n    at ")[0]} ${(error as Error).cause}`;
          expect(shown).not.toMatch(/MARKED|pa55/);
        }
      }),
      { numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 3);
  });

  it("is a MalformedXml, whatever text it is about", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("a", "xmlns", "<a", ...bits), fc.string()), { maxLength: 12 }),
        (parts) => {
          const error = errorThrownBy(() => parseXml(parts.join("")));
          expect(error === undefined || error instanceof MalformedXml).toBe(true);
        },
      ),
      { numRuns: propertyRuns(3000) },
    );
  });
});
