import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { XMLParser, XMLValidator } from "fast-xml-parser";

const ROOT = join(__dirname, "..", "..");
const ESCAPE = "\u001b";

/** The function of the scripts, which jest cannot import, in a process of its own. */
function terminalSvg(...screens: string[][]): string {
  const module = pathToFileURL(join(ROOT, "scripts", "docs", "terminalSvg.mjs")).href;
  const script = `import { terminalSvg } from ${JSON.stringify(module)};
    process.stdout.write(terminalSvg(${JSON.stringify(screens)}, { title: "A & B", description: "C" }));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
}

describe("the picture of a terminal", () => {
  test("has the text of every line in its colours and columns, and none of the escape sequences", () => {
    const svg = terminalSvg(
      [`${ESCAPE}[1m$${ESCAPE}[0m a <b> & c`],
      [`  ${ESCAPE}[38;5;3m~ d${ESCAPE}[0m  ${ESCAPE}[31me${ESCAPE}[0m${ESCAPE}[K`],
    );
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toContain(ESCAPE);
    const spans = [...svg.matchAll(/<tspan x="([\d.]+)"[^>]*?( fill="[^"]+")?( font-weight="700")?>([^<]*)<\/tspan>/g)];
    const [first, second, third, fourth] = spans.map(([, x, fill = "", bold = "", text]) => ({
      x: Number(x),
      fill,
      bold,
      text,
    }));
    expect(first).toMatchObject({ fill: "", bold: ' font-weight="700"', text: "$" });
    expect(second).toMatchObject({ fill: "", bold: "", text: "a &lt;b&gt; &amp; c" });
    expect(third).toMatchObject({ fill: ' fill="#facc15"', text: "~ d" });
    expect(fourth).toMatchObject({ fill: ' fill="#f87171"', text: "e" });
    const columns = [second, third, fourth].map((span) => Math.round(((span?.x ?? 0) - (first?.x ?? 0)) / 7.83));
    expect(columns).toEqual([2, 2, 7]);
  });

  test("of the README shows the program, the drift and the repair, and no password", () => {
    const svg = readFileSync(join(ROOT, "docs", "images", "demo.svg"), "utf8");
    const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: false });
    expect((parser.parse(svg) as { svg: { g: unknown[] } }).svg.g).toHaveLength(3);
    const text = svg.replace(/<[^>]+>/g, " ").replace(/ +/g, " ");
    for (const shown of ["new SipExtension", "pulumi refresh --diff", "password : [secret]", "1 updated"]) {
      expect(text).toContain(shown);
    }
  });
});
