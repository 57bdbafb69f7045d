import fc from "fast-check";
import { printable } from "../../../../provider/adapters/dynamic/printable";
import { BadReply, CommandRefused, displayId } from "../../../../provider/api";
import { displayValue, escapeControlChars } from "../../../../provider/api/display";
import { redactMessage } from "../../../../provider/api/redactMessage";
import { DeclaredTwice } from "../../../../provider/lifecycle/errors";
import { HIDDEN, hiddenIn } from "../../../support/hiddenCharacters";
import { unicodeString } from "../../../support/unicodeString";

describe("what the user reads", () => {
  it("shows control characters in names instead of obeying them", () => {
    expect(escapeControlChars("Extension 1\n2\r\n\t\u001b[31m\u2028\u202ex is ü")).toBe(
      "Extension 1\\u000A2\\u000D\\u000A\\u0009\\u001B[31m\\u2028\\u202Ex is ü",
    );
  });

  it.each<[string, string]>(Object.entries(HIDDEN))("shows %s as JSON escapes it", (_, character) => {
    const shown = escapeControlChars(`1${character}2`);
    expect(hiddenIn(shown)).toEqual([]);
    expect(shown).toMatch(/^1(\\u[0-9A-F]{4}){1,2}2$/);
    expect(JSON.parse(`"${shown}"`)).toBe(`1${character}2`);
  });

  it("is one line, whatever an extension's ID contains", () => {
    fc.assert(
      fc.property(unicodeString(), fc.constantFrom("\n", "\r", "\u0085", "\u2029"), (id, ending) => {
        const extensionId = `${id}${ending}1000`;
        const ofLifecycle = new DeclaredTwice("http://pbx:7780", extensionId);
        const ofApi = new BadReply({ command: "GetConfig", pbx: "http://pbx:7780", extensionId }, "it is empty");
        const { message, stack } = printable(ofLifecycle);
        for (const text of [ofLifecycle.message, ofApi.message, message, stack, String(printable(ofLifecycle))]) {
          expect(hiddenIn(text ?? "")).toEqual([]);
          expect(text).not.toContain("\n");
          expect(text).not.toBe("");
        }
        // What is meant for programs stays as it is.
        expect(ofLifecycle.extensionId).toBe(extensionId);
      }),
    );
  });
});

const pbx = "http://10.0.0.5:7780";

describe("the ID of an extension in a message", () => {
  it.each(["1000", "0100", "sales desk", "réception", "名前", "a\\u000Ab", "😀"])("is itself: %j", (id) => {
    expect(displayId(id)).toBe(id);
  });

  it.each([
    ["a line feed", "10\n00", "10\\u000A00"],
    ["a carriage return and a tab", "\r\t1", "\\u000D\\u00091"],
    ["U+0085, a line end to terminals", "1\u0085", "1\\u0085"],
    ["U+2028 and U+2029", "1\u2028\u2029", "1\\u2028\\u2029"],
    ["the escape character", "\u001b[31m1", "\\u001B[31m1"],
    ["a change of direction", "1\u202e2", "1\\u202E2"],
  ])("is escaped where it has %s", (_, id, shown) => {
    expect(displayId(id)).toBe(shown);
    const error = new CommandRefused({ command: "GetConfig", pbx, extensionId: id }, 702);
    expect(error.message).toBe(
      `GetConfig of extension ${shown} on ${pbx} failed: the PBX answered 702 (InvalidConfig).`,
    );
  });

  it("is cut off where it would fill the screen", () => {
    expect(displayId("1".repeat(200))).toBe("1".repeat(200));
    expect(displayId("1".repeat(1_000_000))).toBe(`${"1".repeat(200)}…`);
  });

  it.each([displayId, displayValue])("is not cut off within an escape or a character", (display) => {
    expect(display("\u0085".repeat(100_000))).toBe(`${"\\u0085".repeat(33)}…`);
    expect(display(`${"x".repeat(199)}\u{1F600}`)).toBe(`${"x".repeat(199)}…`);
    expect(displayValue("1".repeat(201))).toBe(`${"1".repeat(200)}…`);
    expect(displayValue("1".repeat(200))).toBe("1".repeat(200));
  });

  it.each(["1000 ", " 1000", " "])("is in quotes where a space at its end would not be seen: %j", (id) => {
    expect(displayId(id)).toBe(`"${id}"`);
  });

  it("shows a space that only looks like the usual one by its number", () => {
    expect(displayId("1000\u00A0")).toBe("1000\\u00A0");
  });

  it("is one line, whatever it is", () => {
    fc.assert(
      fc.property(unicodeString(), (id) => {
        expect(hiddenIn(displayId(id))).toEqual([]);
        expect(displayId(id)).not.toContain("\n");
      }),
    );
  });

  it("does not come back raw in the PBX's own message", () => {
    const said = (extensionId: string) =>
      redactMessage(
        { command: "GetConfig", pbx, extensionId },
        701,
        `Configuration for type '${extensionId}' not found`,
      );
    expect(said("1000")).toBe("Configuration for type '1000' not found");
    expect(said("10\n00")).toBe("Configuration for type '…' not found");
  });
});
