import fc from "fast-check";
import { html, prose } from "../../../../../cli/commands/report/html/markup";
import { code, plain } from "../../../../../cli/commands/report/markdown/escape";
import { escapeControlChars } from "../../../../../provider/api/display";
import { hiddenIn, xmlString } from "../../../../support/hiddenCharacters";
import { propertyRuns } from "../../../../support/propertyRuns";

const hostile = () =>
  fc.oneof(
    xmlString(),
    fc.string(),
    fc
      .array(
        fc.constantFrom(
          "<script>",
          "</td>",
          "`",
          "``",
          "|",
          "\\",
          "@ann",
          "#1",
          "https://x.example",
          "*",
          "[a](b)",
          " ",
        ),
      )
      .map((parts) => parts.join("")),
  );

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const decoded = (text: string) =>
  text.replace(
    /&(?:#(\d+)|(\w+));/g,
    (_, number, name) => (number ? String.fromCharCode(Number(number)) : NAMED[name]) ?? "?",
  );

describe("a string of the PBX", () => {
  it("is text in HTML, whatever it is, in an element and in an attribute", () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const { text: written } = html`<p title="${text}">${text}</p>`;
        const [, attribute = "?", content = "?"] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(written) ?? [];
        expect([decoded(attribute), decoded(content)]).toEqual([escapeControlChars(text), escapeControlChars(text)]);
        expect(hiddenIn(written)).toEqual([]);
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  it("is code in Markdown, in a table too, and never markup, a link, a mention or a reference", () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const written = code(text);
        const [, quoted, entities] = /^(?:`([^`|\\\n]+)`|<code>([^!-%'-/:<-@[-`{-~\n]*)<\/code>|)$/.exec(
          // The entities themselves, which have the only other punctuation.
          written.replace(/&#(\d+);/g, (_, number) => `\ue000${number}\ue001`),
        ) ?? [undefined, "no match", written];
        const shown =
          quoted ?? entities?.replace(/\ue000(\d+)\ue001/g, (_, number) => String.fromCharCode(Number(number))) ?? "";
        expect(shown).toBe(escapeControlChars(text));
      }),
      { numRuns: propertyRuns(2000) },
    );
  });
});

describe("a sentence of the report", () => {
  it("has code where it has backquotes", () => {
    expect(prose("Run `pulumi up` & see").text).toBe("Run <code>pulumi up</code> &amp; see");
    expect(plain("Run `pulumi up` & see a*b*, @ann")).toBe("Run `pulumi up` &#38; see a&#42;b&#42;, <code>@</code>ann");
  });
});
