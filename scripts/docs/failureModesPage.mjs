import { readSources } from "../schema/readSources.mjs";

/**
 * The page about failure modes, from the tables of the tests.
 * @param {string} root
 * @returns {Promise<Record<string, string>>} by its path
 */
export async function failureModesPage(root) {
  const page = readSources(root).load("test/faults/failureModesPage.ts");
  return { "docs/explanation/failure-modes-appendix.md": page.failureModesPage() };
}
