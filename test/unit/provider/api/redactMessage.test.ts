import fc from "fast-check";
import { commands } from "../../../../provider/api/commands";
import { redactMessage } from "../../../../provider/api/redactMessage";
import type { RequestSubject } from "../../../../provider/api/requestSubject";
import { statusCodes } from "../../../../provider/api/statusCodes";
import { xmlText } from "../../../support/arbitraryXml";
import { propertyRuns } from "../../../support/propertyRuns";
import { withTimeout } from "../../../support/withTimeout";

const subject: RequestSubject = { command: "AddConfig", pbx: "http://10.0.0.5:7780", extensionId: "1000" };

const filled = (message: string, words: readonly string[]) =>
  message.replace(/\{(\d)\}/g, (_, position) => words[Number(position)] ?? "");
const emptied = (message: string) => message.replaceAll(/\{\d\}/g, "…");

describe("the message of a reply", () => {
  it.each([
    [302, "Missing or invalid parameter 'ConfigXML' for command 'AddConfig'"],
    [301, "Not implemented command: 'ListExtensionTypes'"],
    [701, "Configuration for type 'SIP' not found"],
    [701, "Configuration for type '1000' not found"],
    [304, "Authentication required"],
    [703, "Extension configuration already exists"],
  ])("of code %i is shown where it is documented and filled with harmless words: %s", (code, message) => {
    expect(redactMessage(subject, code, message)).toBe(message);
  });

  it("is emptied where one of its words is not harmless, or is missing", () => {
    const emptiedMessage = "Missing or invalid parameter '…' for command '…'";
    for (const [parameter, command] of [
      ["ConfigXML", ""],
      ["", ""],
      ["UserID", "AddConfig"],
      ["addconfig", "AddConfig"],
    ]) {
      const message = `Missing or invalid parameter '${parameter}' for command '${command}'`;
      expect(redactMessage(subject, 302, message)).toBe(emptiedMessage);
    }
  });

  it.each(commands)("may name the command %s", (command) => {
    const message = `Command '${command}' cannot be used here`;
    expect(redactMessage(subject, 303, message)).toBe(message);
  });

  it("may name the extension that was asked about, and no other", () => {
    expect(redactMessage(subject, 401, statusMessage(401, "1000"))).toBe(statusMessage(401, "1000"));
    expect(redactMessage(subject, 401, statusMessage(401, "1001"))).toBe(statusMessage(401, "…"));
    const list: RequestSubject = { command: "ListExtensions", pbx: subject.pbx };
    expect(redactMessage(list, 401, statusMessage(401, "1000"))).toBe(statusMessage(401, "…"));
    expect(redactMessage(list, 401, statusMessage(401, "undefined"))).toBe(statusMessage(401, "…"));
  });

  it("is not shown for an undocumented code", () => {
    expect(redactMessage(subject, 999, "Command successfully executed")).toBeUndefined();
  });

  it.each([
    "",
    "Something else",
    "authentication required",
    " Authentication required",
    "Authentication required.",
    "Authentication required\nx",
  ])("is replaced by the documented one where it differs: %j", (message) => {
    expect(redactMessage(subject, 304, message)).toBe("Authentication required");
  });

  it("does not let a second text through behind a harmless one", () => {
    expect(redactMessage(subject, 701, "Configuration for type 'SIP' not found' not found")).toBe(
      statusMessage(701, "…"),
    );
    expect(
      redactMessage(subject, 702, "Invalid configuration for type 'SIP'\nInvalid configuration for type 'SIP'"),
    ).toBe(statusMessage(702, "…"));
  });

  it("shows a documented text or a harmless word and nothing else, whatever the PBX echoes", () => {
    const harmless = ["SIP", "AddConfig", "ConfigXML", "1000", "Password"];
    const word = fc.oneof(xmlText, fc.constantFrom("{0}", "$&", "$1", "'", "…", ...harmless));
    fc.assert(
      fc.property(fc.constantFrom(...statusCodes), word, word, ({ code, message }, first, second) => {
        const shown = redactMessage(subject, code, filled(message, [first, second]));
        const isHarmless = [first, second]
          .slice(0, message.match(/\{\d\}/g)?.length ?? 0)
          .every((text) => harmless.includes(text));
        expect(shown).toBe(isHarmless ? filled(message, [first, second]) : emptied(message));
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it("never shows a password that the PBX echoes, wherever it does", () => {
    const password = "MARKED-pa55word";
    const around = fc.tuple(fc.string(), fc.constantFrom(...statusCodes.map(({ message }) => message)), fc.string());
    fc.assert(
      fc.property(
        fc.constantFrom(...statusCodes, { code: 999 }),
        around,
        fc.boolean(),
        ({ code }, [before, message, after], inside) => {
          const echoed = inside ? filled(message, [password, password]) : before + message + password + after;
          expect(redactMessage(subject, code, echoed) ?? "").not.toMatch(/MARKED|pa55/);
        },
      ),
      { numRuns: propertyRuns(1000) },
    );
  });

  it("of any length is redacted in time that grows with its length", () => {
    const message = "Call connect to '".concat("' failed with result state '".repeat(500_000));
    expect(withTimeout(() => redactMessage(subject, 402, message))).toBe(
      "Call connect to '…' failed with result state '…'",
    );
  });
});

function statusMessage(code: number, word: string): string {
  return filled(statusCodes.find((status) => status.code === code)?.message ?? "", [word, word]);
}
