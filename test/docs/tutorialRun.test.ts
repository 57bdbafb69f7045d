import { pageBlocks } from "../support/pageBlocks";
import { missingLines } from "../support/tutorialRun";

describe("the lines that a tutorial shows", () => {
  const output = "one\n  two (0.31s)\nthree: abc  \nfour\n";

  test.each([
    ["in their order, some left out", "one\n...\nfour"],
    ["with another duration", "  two (1s)"],
    ["with any text at an ellipsis", "three: …"],
  ])("are found in the output: %s", (_, shown) => {
    expect(missingLines({ shown, output })).toEqual([]);
  });

  test.each([
    ["a line that was not printed", "five", "five"],
    ["a line in another place", "four\none", "one"],
    ["another indentation", "two (1s)", "two (1s)"],
    ["a part of a line", "thr", "thr"],
    ["an ellipsis for no text", "four…", "four…"],
  ])("are missed: %s", (_, shown, missing) => {
    expect(missingLines({ shown, output })).toEqual([missing]);
  });
});

describe("the blocks of a page", () => {
  test("have their language, their note and their text, also in a list", () => {
    const page = "a\n<!-- file: b.ts -->\n```ts\nc\n```\n\n1. d\n\n   ```sh\n   e\n     f\n   ```\n";
    expect(pageBlocks(page)).toEqual([
      { language: "ts", note: "file: b.ts", text: "c", line: 3 },
      { language: "sh", note: undefined, text: "e\n  f", line: 9 },
    ]);
  });

  test("without an end are an error", () => {
    expect(() => pageBlocks("```sh\na")).toThrow("line 1");
  });
});
