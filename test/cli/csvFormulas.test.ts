import fc from "fast-check";
import { csvRows } from "../../cli/commands/export/csvProgram";
import { propertyRuns } from "../support/propertyRuns";

/**
 * The cells of a line as spreadsheets read them: quotes count where a cell begins, and what follows them up to the next separator is text of
 * that cell.
 */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  for (let rest = line; ; ) {
    const [inQuotes = ""] = /^"(?:[^"]|"")*"/.exec(rest) ?? [];
    const end = rest.indexOf(separator, inQuotes.length);
    const after = rest.slice(inQuotes.length, end === -1 ? undefined : end);
    cells.push(inQuotes.slice(1, -1).replaceAll('""', '"') + after);
    if (end === -1) {
      return cells;
    }
    rest = rest.slice(end + separator.length);
  }
}

const FORMULA = /^[=+\-@＝＋－＠]/;
const piece = fc.constantFrom("=", "+", "-", "@", "＝", "'", '"', ",", ";", "\t", "|", "x", "HYPERLINK(A1)");
const hostile = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => `x${pieces.join("")}`);

function written(userId: string): string {
  const inputs = { extensionId: "1000", userId, authorizationName: userId, elements: { Display: userId } };
  const phone = { id: "1000", inputs: inputs as never, leftOut: [] };
  return csvRows({ phones: [phone], others: [], refused: [], tellsUsername: undefined });
}

describe.each([",", ";", "\t", "|"])("a spreadsheet that splits lines at %j", (separator) => {
  it("finds no formula in an exported list, whatever the PBX holds", () => {
    fc.assert(
      fc.property(hostile, (userId) => {
        const lines = written(userId).replace("\uFEFF", "").trimEnd().split("\r\n");
        expect(lines).toHaveLength(2);
        const cells = lines.flatMap((line) => cellsOf(line, separator));
        expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

test("every cell of an exported list is in quotes", () => {
  expect(written("x;=HYPERLINK(A1)")).toContain('\r\n"1000","x;\'=HYPERLINK(A1)",');
});
