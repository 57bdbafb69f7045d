/**
 * The part of what `--diff` prints that is about one resource.
 *
 * @param name - of the resource
 */
export function diffOf(output: string, name: string): string {
  const found = output.split(/\n {4}(?=\S)/).find((part) => new RegExp(`\\[urn=[^\\]]*::${name}\\]`).test(part));
  if (found === undefined) {
    throw new Error(`there is no diff of ${name} in: ${output}`);
  }
  return found;
}
