import fc from "fast-check";
import { shellQuoted } from "../../cli/shared/shellQuoted";
import { HIDDEN, hiddenIn } from "../support/hiddenCharacters";
import { propertyRuns } from "../support/propertyRuns";
import { argumentsIn, describeInShell, shellNames } from "../support/shells";
import { unicodeString } from "../support/unicodeString";

const special = fc.string({ unit: fc.constantFrom(..."\\'\"$`!#;&|<>(){}[]*?~^%=, -a") });
const visible = (word: string) => hiddenIn(word).length === 0 && !word.includes("\n");
const word = fc.oneof(special, unicodeString(), fc.string({ unit: "grapheme" })).filter(visible);

describe.each(shellNames)("a quoted word", (shell) => {
  describeInShell(shell)(`in ${shell}`, () => {
    it("is the same word in the shell, whatever is in it", () => {
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
          expect(
            argumentsIn(
              shell,
              words.map((each) => shellQuoted(each, false)),
            ),
          ).toEqual(words);
        }),
        { numRuns: propertyRuns(500) },
      );
    });

    it.each(["\\'; echo PWNED #", "\\", "'", "\\\\'", "", "=ls", "~root", "a\\", "$(echo PWNED)", "http://[::1]:7780"])(
      "runs nothing of %j",
      (text) => {
        expect(argumentsIn(shell, [shellQuoted(text, false), "end"])).toEqual([text, "end"]);
      },
    );
  });
});

describe("a word for the shells of Windows", () => {
  it.each(["$(calc)", "`calc`", 'a"&calc&"', "%PATH%", "a!b", "“&calc&”"])(
    "is not printed where a shell would read it in quotes: %j",
    (text) => {
      expect(shellQuoted(text, true)).toBe('"?"');
    },
  );

  it.each([
    ["a b", '"a b"'],
    ["a&b|c<d>e^f;g(h)", '"a&b|c<d>e^f;g(h)"'],
    ["O'Neil", `"O'Neil"`],
    ["C:\\my.pem", "C:\\my.pem"],
    ["", '""'],
  ])("is in double quotes where those carry it: %j", (text, quoted) => {
    expect(shellQuoted(text, true)).toBe(quoted);
  });
});

describe("a word with a hidden character", () => {
  it.each([...Object.entries(HIDDEN), ["a line end", "\n"], ["quotes and a backslash", "'\\\u202e\""]])(
    "is not printed, because no form shows it that all shells read alike: %s",
    (_, character) => {
      expect([true, false].map((isWindows) => shellQuoted(`a${character}b`, isWindows))).toEqual(['"?"', '"?"']);
    },
  );
});
