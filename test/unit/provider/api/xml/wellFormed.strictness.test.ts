import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { writeXml } from "../../../../../provider/api/xml/write";
import { xmlTree } from "../../../../support/arbitraryXml";
import { propertyRuns } from "../../../../support/propertyRuns";
import { errorThrownBy } from "../../../../support/thrownErrors";

// Warnings as well: it reads unquoted attributes with no more than one.
const otherParser = new DOMParser({
  locator: false,
  onError: (level, message) => {
    // A character like any other, of which it only says that it is suspicious.
    if (!message.includes("Unicode replacement character")) {
      throw new Error(`${level}: ${message}`);
    }
  },
});

function refusalOfOther(text: string): unknown {
  return errorThrownBy(() => {
    if (otherParser.parseFromString(text, "application/xml").documentElement === null) {
      throw new Error("no root element");
    }
  });
}

const bits = fc.constantFrom(
  ...[
    "<",
    ">",
    "&",
    '"',
    "'",
    "/",
    "=",
    " ",
    "\t",
    "\n",
    ":",
    "--",
    "->",
    "<!--",
    "-->",
    "<?",
    "?>",
    "]]>",
    "<![CDATA[",
  ],
  ...[' b="1"', "b='2'", ' b="1"', " b=1", " b", " =", '"3"', "/>", "</", "</a>", "<a>", "<b/>", "<1/>", "<?xml ?>"],
  ...[
    '<?xml version="1.0"?>',
    "<?p?>",
    "&amp;",
    "&#65;",
    "&#0;",
    "&x;",
    ' xmlns:p="urn:1"',
    "p:",
    " xmlns:=",
    "1",
    ".",
  ],
);

/** A document that was written by a tree, then spoilt in a few places. */
const spoilt = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        '<?xml version="1.0" encoding="utf-8"?>\n<a b="1" c=\'2\'><!-- d --><e f="g">h</e><?i j?><k/></a>',
        '<p:a xmlns:p="urn:1" p:b="1"><![CDATA[c]]><p:d/>&lt;</p:a>',
      ),
      xmlTree.map(writeXml),
    ),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.nat(3),
        added: fc.oneof(fc.constant(""), bits),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((before, { at, removed, added }) => {
      const place = Math.floor(at * before.length);
      return before.slice(0, place) + added + before.slice(place + removed);
    }, text),
  );

describe("held against another parser", () => {
  it("this one refuses whatever the other refuses", () => {
    const seen = { read: 0, refusedByBoth: 0 };
    const numRuns = propertyRuns(20_000);
    fc.assert(
      fc.property(spoilt, (text) => {
        const isRefused = errorThrownBy(() => parseXml(text)) !== undefined;
        const refusalByOther = refusalOfOther(text);
        if (isRefused) {
          seen.refusedByBoth += refusalByOther === undefined ? 0 : 1;
        } else {
          seen.read += 1;
          expect(refusalByOther).toBeUndefined();
        }
      }),
      { numRuns },
    );
    expect(seen.read).toBeGreaterThan(numRuns / 20);
    expect(seen.refusedByBoth).toBeGreaterThan(numRuns / 4);
  });
});
