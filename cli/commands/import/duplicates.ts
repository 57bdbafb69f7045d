import type { Importable, Read } from "./readImportable";

/**
 * Only one resource can manage an extension: of those that declare the same one, the first by name is imported. A preview
 * tells them in another order each time.
 */
export function withoutDuplicates(results: readonly Read[]): Read[] {
  const placeOf = ({ state }: Importable) => `${state.pbx}\n${state.extensionId}`;
  const first = new Map<string, string>();
  for (const found of results.filter((result): result is Importable => "state" in result)) {
    const other = first.get(placeOf(found));
    first.set(placeOf(found), other !== undefined && other < found.resource.name ? other : found.resource.name);
  }
  return results.map((result) => {
    const name = "state" in result ? first.get(placeOf(result)) : undefined;
    return name === undefined || name === result.resource.name
      ? result
      : {
          resource: result.resource,
          why: `${name} declares the same extension: remove one of the two from the program`,
        };
  });
}
