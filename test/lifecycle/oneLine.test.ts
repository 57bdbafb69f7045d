import fc from "fast-check";
import { printable } from "../../provider/dynamic/printable";
import { DeclaredTwice } from "../../provider/lifecycle/errors/declaredTwice";
import { BadReply } from "../../provider/ozeki";
import { oneLine } from "../../provider/ozeki/oneLine";

const CONTROL = /[\p{Cc}\u2028\u2029]/u;

describe("what the user reads", () => {
  it("shows control characters in names instead of obeying them", () => {
    expect(oneLine("Extension 1\n2\r\n\t\u001b[31m\u2028\u202ex is ü")).toBe(
      "Extension 1\\u000A2\\u000D\\u000A\\u0009\\u001B[31m\\u2028\\u202Ex is ü",
    );
  });

  it("is one line, whatever stands in an extension's ID", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("\n", "\r", "\u0085", "\u2029"), (id, ending) => {
        const extensionId = `${id}${ending}1000`;
        const ofLifecycle = new DeclaredTwice("http://pbx:7780", extensionId);
        const ofApi = new BadReply({ command: "GetConfig", pbx: "http://pbx:7780", extensionId }, "it is empty");
        const { message, stack } = printable(ofLifecycle);
        for (const text of [ofLifecycle.message, ofApi.message, message, stack, String(printable(ofLifecycle))]) {
          expect(text).not.toMatch(CONTROL);
          expect(text).not.toBe("");
        }
        // What is meant for programs stays as it is.
        expect(ofLifecycle.extensionId).toBe(extensionId);
      }),
    );
  });
});
