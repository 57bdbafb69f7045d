import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters, styleText } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { wrapText } from "../../cli/shared/wrapText";
import { propertyRuns } from "../support/propertyRuns";

const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");
const word = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => text.replace(/\s/g, "") || "x"),
  fc.constantFrom("日本語", "e\u0301", "😀", "`pulumi up`", "http://127.0.0.1:7780"),
);
const coloured = (text: string) => styleText("red", text, { validateStream: false });

describe("a message on a terminal", () => {
  it("is wrapped between words, with no line wider than the terminal and no word lost or broken", () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 40, max: 120 }),
        fc.constantFrom("", "  Login  ", coloured("! 名前  ")),
        fc.boolean(),
        (words, columns, label, hasColour) => {
          const text = words.join(" ");
          const lines = wrapText(hasColour ? coloured(text) : text, columns, label).split("\n");
          expect(stripVTControlCharacters(lines.join(" ")).split(/ +/).join(" ").trim()).toBe(
            stripVTControlCharacters(`${label}${text}`).split(/ +/).join(" ").trim(),
          );
          const indent = stringWidth(label);
          for (const line of lines) {
            expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          }
          for (const line of lines.slice(1)) {
            expect(line.slice(0, indent)).toBe(" ".repeat(indent));
          }
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });

  it("counts wide characters as two columns, and combining ones and colours as none", () => {
    expect(wrapText("日本 日本 日本 日本 日本 日本", 20)).toBe("日本 日本 日本 日本\n日本 日本");
    const accents = Array.from({ length: 10 }, () => "e\u0301").join(" ");
    expect(wrapText(accents, 20)).toBe(accents);
    const red = Array.from({ length: 10 }, () => coloured("e")).join(" ");
    expect(wrapText(red, 20)).toBe(red);
  });

  it("keeps a word that is longer than a line, and line breaks", () => {
    const long = "x".repeat(100);
    expect(wrapText(`a ${long} b\n\nc`, 40)).toBe(`a\n${long}\nb\n\nc`);
  });

  it("is one line elsewhere", () => {
    const text = "word ".repeat(100);
    expect(wrapText(text, undefined)).toBe(text);
    expect(wrapText(text, undefined, "label ")).toBe(`label ${text}`);
  });
});

// `script` of util-linux runs a command on a terminal of its own.
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
(hasScript ? describe : describe.skip)("the command on a terminal of 80 columns", () => {
  const onTerminal = (args: string, columns = 80) => {
    const command = `stty cols ${columns}; ${process.execPath} ${MAIN} ${args}`;
    const environment = { ...process.env, OZEKI_MAX_RETRIES: "0", NO_COLOR: "1" };
    const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { encoding: "utf8", env: environment });
    return stdout.replaceAll("\r\n", "\n").trimEnd().split("\n");
  };

  it.each([
    "list --url http://127.0.0.1:1",
    "doctor --url http://127.0.0.1:1",
    "list --connection a --username b",
    "simulate --help",
    "--help",
    "simulate --host 0.0.0.0 --port 99999",
  ])("prints no line that is wider, and the same words as elsewhere: %s", (args) => {
    const lines = onTerminal(args);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    const whole = spawnSync(process.execPath, [MAIN, ...args.split(" ")], {
      encoding: "utf8",
      env: { ...process.env, OZEKI_MAX_RETRIES: "0" },
    });
    const words = (text: string) => text.split(/\s+/).filter((part) => part !== "");
    expect(words(lines.join(" ")).sort()).toEqual(words(`${whole.stdout} ${whole.stderr}`).sort());
    expect(onTerminal(args, 300).length).toBeLessThanOrEqual(lines.length);
  });

  it("prints a message in one line where it is not a terminal", () => {
    const { stderr } = spawnSync(process.execPath, [MAIN, "list", "--url", "http://127.0.0.1:1"], {
      encoding: "utf8",
      env: { ...process.env, OZEKI_MAX_RETRIES: "0" },
    });
    expect(stderr.trimEnd()).not.toContain("\n");
    expect(stderr.length).toBeGreaterThan(80);
  });
});
