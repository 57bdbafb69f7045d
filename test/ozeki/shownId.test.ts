import fc from "fast-check";
import { CommandRefused, shownId } from "../../provider/ozeki";
import { harmlessMessage } from "../../provider/ozeki/harmlessMessage";

const pbx = "http://10.0.0.5:7780";

describe("the ID of an extension in a message", () => {
  it.each(["1000", "0100", "sales desk", "réception", "名前", "a\\u000Ab", "😀"])("is itself: %j", (id) => {
    expect(shownId(id)).toBe(id);
  });

  it.each([
    ["a line feed", "10\n00", "10\\u000A00"],
    ["a carriage return and a tab", "\r\t1", "\\u000D\\u00091"],
    ["U+0085, a line end to terminals", "1\u0085", "1\\u0085"],
    ["U+2028 and U+2029", "1\u2028\u2029", "1\\u2028\\u2029"],
    ["the escape character", "\u001b[31m1", "\\u001B[31m1"],
    ["a change of direction", "1\u202e2", "1\\u202E2"],
  ])("is escaped where it has %s", (_, id, shown) => {
    expect(shownId(id)).toBe(shown);
    const error = new CommandRefused({ command: "GetConfig", pbx, extensionId: id }, 702);
    expect(error.message).toBe(
      `GetConfig of extension ${shown} on ${pbx} failed: the PBX answered 702 (InvalidConfig).`,
    );
  });

  it("is cut off where it would fill the screen", () => {
    expect(shownId("1".repeat(200))).toBe("1".repeat(200));
    expect(shownId("1".repeat(1_000_000))).toBe(`${"1".repeat(200)}…`);
  });

  it("is one line, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (id) => {
        expect(shownId(id)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it("does not come back raw in the PBX's own message", () => {
    const said = (extensionId: string) =>
      harmlessMessage(
        { command: "GetConfig", pbx, extensionId },
        701,
        `Configuration for type '${extensionId}' not found`,
      );
    expect(said("1000")).toBe("Configuration for type '1000' not found");
    expect(said("10\n00")).toBe("Configuration for type '…' not found");
  });
});
