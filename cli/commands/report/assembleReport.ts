import type { ExtensionSummary } from "../../../provider/api";
import { byId } from "../../../provider/types/idOrder";
import { groupBy } from "../../shared/groupBy";
import type { StackExtension } from "../../shared/stackExtensions";
import { version } from "../../shared/version";
import type { Finding } from "../doctor/finding";
import type { ExtensionFacts } from "./extensionFacts";
import { numberMap } from "./numberMap";
import type { NumberState, Report, ReportedExtension } from "./reportModel";

/** What a report is made of. */
export interface ReportSources {
  readonly pbx: string;
  /** What the PBX was compared with; undefined where no stack is named. */
  readonly comparison:
    | {
        readonly stack: string;
        readonly connection: string | undefined;
        readonly areSecretsCompared: boolean;
        /** By the ID of the extension. */
        readonly resources: ReadonlyMap<string, readonly StackExtension[]>;
        readonly missing: readonly StackExtension[];
      }
    | undefined;
  /** What was read of the chosen extensions. */
  readonly facts: readonly ExtensionFacts[];
  /** Extensions of the PBX that an option left out. */
  readonly excluded: readonly ExtensionSummary[];
  readonly access: readonly Finding[];
}

/** Puts a report together. Every list is in the order of the IDs. */
export function assembleReport({ pbx, comparison, facts: given, excluded, access }: ReportSources): Report {
  const facts = [...given].sort(byId);
  const resourcesOf = (id: string) => comparison?.resources.get(id) ?? [];
  const named = ({ id, userId }: { id: string; userId: string | null }): ReportedExtension => ({
    id,
    userId,
    resource: resourcesOf(id)[0]?.name ?? null,
  });
  const listed = (isListed: (extension: ExtensionFacts) => boolean) => facts.filter(isListed).map(named);
  const isStranger = ({ id }: ExtensionFacts) => comparison !== undefined && resourcesOf(id).length === 0;
  const drift = facts.flatMap((extension) =>
    extension.drift.map(({ resource, properties }) => ({ ...named(extension), resource, properties })),
  );
  const strangers = facts.filter(isStranger).map((extension) => ({ ...named(extension), type: extension.type }));
  const missing = [...(comparison?.missing ?? [])]
    .sort(byId)
    .map(({ id, name }) => ({ id, userId: null, resource: name }));
  const unreadable = facts.flatMap((extension) =>
    extension.unreadable === null ? [] : [{ ...named(extension), why: extension.unreadable }],
  );
  const weakPasswords = facts.flatMap((extension) =>
    extension.weakness === null ? [] : [{ ...named(extension), why: extension.weakness }],
  );
  const sharedPasswords = groupsWithOnePassword(facts).map((group) => group.map(named));
  const neverRegistered = listed(({ isPhone, isEnabled, hasRegistered }) => isPhone && isEnabled && !hasRegistered);
  const disabled = listed(({ isEnabled }) => !isEnabled);
  const stateOf = (extension: ExtensionFacts): NumberState => {
    if (comparison === undefined) {
      return "used";
    }
    if (isStranger(extension)) {
      return "stranger";
    }
    return extension.drift.length > 0 || extension.unreadable !== null ? "differs" : "managed";
  };
  return {
    pbx,
    stack: comparison?.stack ?? null,
    connection: comparison?.connection ?? null,
    version: version(),
    generatedAt: new Date().toISOString(),
    isDifferent: [drift, strangers, missing, unreadable].some(({ length }) => length > 0),
    areSecretsCompared: comparison?.areSecretsCompared ?? null,
    counts: {
      extensions: facts.length,
      phones: facts.filter(({ isPhone }) => isPhone).length,
      managed: comparison === undefined ? null : facts.length - strangers.length,
      drifted: new Set(drift.map(({ id }) => id)).size,
      strangers: strangers.length,
      missing: missing.length,
      unreadable: unreadable.length,
      weakPasswords: weakPasswords.length,
      sharedPasswords: sharedPasswords.flat().length,
      neverRegistered: neverRegistered.length,
      disabled: disabled.length,
      excluded: excluded.length,
    },
    numbers: numberMap([
      ...facts.map((extension) => ({ id: extension.id, state: stateOf(extension) })),
      ...missing.map(({ id }) => ({ id, state: "missing" as const })),
      ...excluded.map(({ id }) => ({ id, state: "excluded" as const })),
    ]),
    ...{ drift, strangers, missing, unreadable, weakPasswords, sharedPasswords, neverRegistered, disabled, access },
  };
}

function groupsWithOnePassword(facts: readonly ExtensionFacts[]): ExtensionFacts[][] {
  const known = facts.filter(({ passwordDigest }) => passwordDigest !== null);
  const groups = groupBy(known, ({ passwordDigest }) => String(passwordDigest));
  return [...groups.values()].filter(({ length }) => length > 1);
}
