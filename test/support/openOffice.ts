import type { OfficeOptions } from "./office";
import { Office } from "./office";

const ofTest: Office[] = [];
const ofFile: Office[] = [];

afterEach(() => closeAll(ofTest));
afterAll(() => closeAll(ofFile));

/**
 * Opens an office for the test that is running. It is closed after the test, which fails where a password of the office was
 * anywhere in clear text: in the state and its backups, in what was printed, in a URL.
 */
export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const office = await Office.open(options);
  ofTest.push(office);
  return office;
}

/** The same for several tests that look at the same commands: the office is closed after the last test of the file. */
export async function openSharedOffice(options: OfficeOptions = {}): Promise<Office> {
  const office = await Office.open(options);
  ofFile.push(office);
  return office;
}

async function closeAll(offices: Office[]): Promise<void> {
  const leaks = (await Promise.all(offices.splice(0).map((office) => office.close()))).flat();
  expect(leaks).toEqual([]);
}
