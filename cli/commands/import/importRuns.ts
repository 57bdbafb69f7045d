import type { DeclaredResources, NewResource } from "./declared";
import type { ImportEntry } from "./entry";
import { componentEntry, entryOf } from "./entry";
import type { Importable } from "./readImportable";

/** What `pulumi import --file` reads. */
export interface ImportSpec {
  /** The resources of the state that entries are inside of: name to URN. */
  nameTable: Record<string, string>;
  resources: ImportEntry[];
}

/** One run of `pulumi import`: it protects all that it brings in, or nothing. */
export interface ImportRun {
  protect: boolean;
  spec: ImportSpec;
}

/** Sorts what is to be imported into runs: first what the program does not protect, the new components among it. */
export function importRuns(
  found: readonly Importable[],
  { components }: Pick<DeclaredResources, "components">,
): ImportRun[] {
  const made = componentsAround(found, components);
  const parents = [...found.map(({ resource }) => resource), ...made].flatMap(({ parent }) => parent ?? []);
  const urns = [...new Set([...made.map(({ urn }) => urn), ...parents])];
  const names = new Map(urns.map((urn, at) => [urn, `parent-${at}`]));
  const parentOf = ({ parent }: NewResource) => (parent === undefined ? undefined : names.get(parent));
  const entriesOf = (protect: boolean) =>
    found
      .map(({ resource, state }, at) => ({ resource, state, name: `extension-${at}` }))
      .filter(({ resource }) => resource.protect === protect)
      .map(({ resource, state, name }) => entryOf(resource, state, name, parentOf(resource)));
  const tableOf = (inState: readonly string[]) =>
    Object.fromEntries(inState.map((urn) => [names.get(urn) as string, urn]));
  const componentEntries = made.map((component) =>
    componentEntry(component, names.get(component.urn) as string, parentOf(component)),
  );
  const runs: ImportRun[] = [
    {
      protect: false,
      spec: {
        nameTable: tableOf(urns.filter((urn) => !components.has(urn))),
        resources: [...componentEntries, ...entriesOf(false)],
      },
    },
    { protect: true, spec: { nameTable: tableOf(urns), resources: entriesOf(true) } },
  ];
  return runs.filter(({ spec }) => spec.resources.length > 0);
}

/** The new components that extensions are in, the outermost first. */
function componentsAround(found: readonly Importable[], components: DeclaredResources["components"]): NewResource[] {
  const around = new Map<string, NewResource>();
  const add = (urn: string | undefined) => {
    const component = urn === undefined ? undefined : components.get(urn);
    if (component !== undefined && !around.has(component.urn)) {
      add(component.parent);
      around.set(component.urn, component);
    }
  };
  for (const { resource } of found) {
    add(resource.parent);
  }
  return [...around.values()];
}
