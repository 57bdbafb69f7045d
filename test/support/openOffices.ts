import type { OfficeOptions } from "./office";
import { Office } from "./office";

/**
 * Gives the tests of a file their offices. After each test they are closed, and no password of theirs may have stood
 * anywhere in clear text: in the state and its backups, in what was printed, in a URL.
 */
export function offices(): (options?: OfficeOptions) => Promise<Office> {
  let open: Office[] = [];
  afterEach(async () => {
    const leaks = (await Promise.all(open.map((office) => office.close()))).flat();
    open = [];
    expect(leaks).toEqual([]);
  });
  return async (options) => {
    const office = await Office.open(options);
    open.push(office);
    return office;
  };
}
