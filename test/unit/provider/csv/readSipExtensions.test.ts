import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { readSipExtensions } from "../../../../provider";
import { fromCell, toCell } from "../../../../provider/csv/cells";
import { CsvError } from "../../../../provider/csv/csvError";
import { onTestFinished } from "../../../support/onTestFinished";
import { propertyRuns } from "../../../support/propertyRuns";
import { errorThrownBy } from "../../../support/thrownErrors";

function fileWith(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-csv-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "extensions.csv");
  writeFileSync(file, content);
  return file;
}

const read = (content: string | Buffer) => readSipExtensions(fileWith(content));

/** The mistakes in a file, without its path. */
function mistakesIn(content: string | Buffer): string[] {
  const file = fileWith(content);
  const failure = errorThrownBy(() => readSipExtensions(file));
  expect(failure).toBeInstanceOf(CsvError);
  const { message } = failure as CsvError;
  expect(message).not.toContain("Marked");
  const lines = message.split("\n");
  expect(lines.at(-1)).toBe("Nothing was registered. Correct the file, and run the command again.");
  return lines.slice(0, -1).map((line) => line.replace(`${file}, `, ""));
}

describe("a CSV file of SIP extensions", () => {
  it("has a column for each property, for the resource, and for each further element", () => {
    const rows = read(
      "extensionId,userId,password,enabled,Codec,name,protect\r\n0100,anna,p w ,FALSE,PCMA,front-desk,false\r\n200,bert,,,,,\r\n",
    );
    expect(rows).toEqual([
      {
        line: 2,
        name: "front-desk",
        protect: false,
        args: {
          extensionId: "0100",
          userId: "anna",
          password: "p w ",
          enabled: false,
          elements: { Codec: "PCMA" },
        },
      },
      { line: 3, name: "200", protect: true, args: { extensionId: "200", userId: "bert" } },
    ]);
  });

  it.each<[string, string]>([
    ["commas", "extensionId,userId\n0100,ann\n"],
    ["semicolons", "extensionId;userId\r\n0100;ann\r\n"],
    ["a byte order mark", "\uFEFFextensionId;userId\r\n0100;ann"],
    ["the line ends of an old Mac", "extensionId,userId\r0100,ann\r"],
    ["quotes everywhere", '"extensionId","userId"\n"0100","ann"\n'],
    ["spaces around headings", "extensionId , userId\n0100,ann\n"],
    ["empty rows and cells at the end, as Excel leaves them", "extensionId,userId\n,\n\n0100,ann,,\n,,,\n"],
  ])("may have %s", (_what, content) => {
    expect(read(content).map(({ args }) => args)).toEqual([{ extensionId: "0100", userId: "ann" }]);
  });

  it("keeps a delimiter, a quote and a line end within quotes, and counts lines as an editor does", () => {
    const rows = read('extensionId,userId,Display\n1,a,"x;y,""z""\nnext"\n2,b,\n');
    expect(rows.map(({ line, args }) => [line, args.elements])).toEqual([
      [2, { Display: 'x;y,"z"\nnext' }],
      [4, undefined],
    ]);
  });

  it.each<[string, string | Buffer, string[]]>([
    ["nothing in it", "", ["line 1: is empty: write the names of the columns into the first line"]],
    ["a column too few", "extensionId\n1\n", ["line 1: the column userId is missing"]],
    [
      "a misspelt column, which may hold passwords",
      "extensionId,userId,passwrod\n1,a,Marked\n",
      ['line 1, column "passwrod": is not a property. Did you mean password?'],
    ],
    [
      "the PBX's name in place of the property's",
      "extensionId,userId,AuthorizationName\n1,a,x\n",
      ['line 1, column "AuthorizationName": is not a property. Did you mean authorizationName?'],
    ],
    [
      "a run-time value",
      "extensionId,userId,LastIPAddress\n1,a,x\n",
      ['line 1, column "LastIPAddress": "LastIPAddress" is filled in by the PBX while it runs and cannot be set'],
    ],
    [
      "elements in one column",
      "extensionId,userId,elements\n1,a,x\n",
      ['line 1, column "elements": cannot be used: add a column for each element, by the PBX\'s own name for it'],
    ],
    ["a column twice", "extensionId,userId,userId\n1,a,b\n", ['line 1, column "userId": is there twice']],
    ["a column without a name", "extensionId,userId,\n1,a,b\n", ['line 1, column "": has no name']],
    [
      "more cells than columns: an unquoted comma",
      "extensionId,userId\n1,a\n2,Marked, Anna\n",
      ["line 3: has 3 cells, but there are 2 columns. A cell with a comma, a semicolon or a quote must be in quotes"],
    ],
    [
      "an open quote",
      'extensionId,userId\n1,"Marked\n2,b\n',
      ["line 3: a quote is not closed, or a cell has a quote without being in quotes"],
    ],
    [
      "another encoding",
      Buffer.from("extensionId,userId\n1,B\xfcro\n", "latin1"),
      ['line 1: the file is not UTF-8. In Excel, save it as "CSV UTF-8 (comma delimited)"'],
    ],
    [
      "several mistakes in rows",
      "extensionId,userId,enabled,protect,password\n,a,perhaps,,x\n1E+05,,,Marked,x\n7,\u00a0b,,,\u0007Marked\n",
      [
        "line 2, column extensionId: must not be empty",
        "line 2, column enabled: must be true or false",
        "line 3, column extensionId: was changed by the spreadsheet: format the column as text, and enter the number again",
        "line 3, column userId: must not be empty",
        "line 3, column protect: must be true or false",
        "line 4, column userId: has a no-break space (U+00A0) at position 1: remove it",
        "line 4, column password: has a character at position 1 that XML cannot carry (U+0007): remove it",
      ],
    ],
    [
      "an ID or a name twice",
      "extensionId,userId,name,connection\n1,a,,\n2,b,x,\n1,c,y,\n3,d,x,\n1,e,,branch\n1,f,z,other\n",
      [
        "line 4, column extensionId: is the same as in line 2: change one of the two",
        "line 5, column name: is the same as in line 3: change one of the two",
        "line 6, column name: is the same as in line 2: change one of the two",
      ],
    ],
  ])("is refused with line and column where it has %s", (_what, content, expected) => {
    expect(mistakesIn(content)).toEqual(expected);
  });

  it("shows the first twenty mistakes, and how many more there are", () => {
    const mistakes = mistakesIn(`extensionId,userId,enabled\n${"1,a,maybe\n".repeat(30)}`);
    expect(mistakes).toHaveLength(21);
    expect(mistakes.at(-1)).toMatch(/^… and \d+ more$/);
  });

  it("is refused where it is not there", () => {
    expect(errorThrownBy(() => readSipExtensions("no-such-folder/extensions.csv"))).toMatchObject({
      message: expect.stringContaining("no-such-folder/extensions.csv, line 1: the file cannot be read (ENOENT)"),
    });
  });
});

describe("a cell", () => {
  const text = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "a", "0", '"', ",", ";", " ") });

  it("keeps every value, and is never a formula", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fromCell(toCell(value))).toBe(value);
        expect(toCell(value)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]|[,;|\t\r\n"][=+\-@＝＋－＠]/);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it("comes back from a written file", () => {
    const visible = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "a", '"', ",", ";", "\\", "é") });
    fc.assert(
      fc.property(
        visible.filter((value) => value !== ""),
        fc.constantFrom(",", ";"),
        (value, delimiter) => {
          const written = stringify(
            [
              ["extensionId", "userId", "Display"],
              ["1", "a", toCell(value)],
            ],
            { delimiter },
          );
          expect(read(written)[0]?.args.elements).toEqual({ Display: value });
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });
});
