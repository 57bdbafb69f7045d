/**
 * Reads the PBX's `Enabled`. The documentation shows `true` and `false`; XML Schema's boolean knows `1` and `0` as
 * well, and .NET writes `True` where it is not asked for XML.
 *
 * @returns undefined for any other text
 */
export function readEnabled(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "1") {
    return true;
  }
  return word === "false" || word === "0" ? false : undefined;
}
