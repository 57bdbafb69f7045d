/** `describe`; where there is a reason against it the tests are skipped, and a line says why. */
export function describeUnless(reason: string | undefined, title: string, tests: () => void): void {
  if (reason !== undefined) {
    console.warn(`Skipped: ${title}. ${reason}`);
  }
  (reason === undefined ? describe : describe.skip)(title, tests);
}
