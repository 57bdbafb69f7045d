import { ConfigNotFound } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { SIP_EXTENSION_TYPE } from "../../../provider/types/sipExtension/table";
import { listAll } from "../../shared/readExtensions";
import type { Check, Examination } from "./check";

/** An ID that no PBX has. */
export const UNKNOWN_ID = "pulumi-ozeki-doctor";

const isUsable = (pbx: Examination) => pbx.isUsable;

/** What the PBX holds, as the client reads it. */
export const contentChecks: readonly Check[] = [
  {
    about: "Extensions",
    when: isUsable,
    async run(pbx) {
      pbx.extensions = await listAll(pbx.client, pbx.signal);
      return summaryOf(pbx.extensions);
    },
  },
  {
    about: "Types",
    when: isUsable,
    async run({ client, signal }) {
      const types = await client.run("ListExtensionTypes", ({ options }) => client.listExtensionTypes(options), {
        signal,
      });
      return types.length === 0 ? "the PBX names none" : types.map(escapeControlChars).join(", ");
    },
  },
  {
    about: "Active calls",
    when: isUsable,
    async run({ client, signal }) {
      const calls = await client.run("ListActiveCalls", ({ options }) => client.listActiveCalls(options), { signal });
      return `${calls.length}`;
    },
  },
  {
    about: "Username",
    when: isUsable,
    async run(pbx) {
      const phone = pbx.extensions.find(({ type }) => type === SIP_EXTENSION_TYPE);
      if (phone === undefined) {
        return undefined;
      }
      const config = await readConfig(pbx, phone.id);
      return config.text("Username") === undefined
        ? "GetConfig does not return it: drift in it cannot be seen"
        : "GetConfig returns it";
    },
  },
  {
    about: "Unknown ID",
    when: isUsable,
    async run(pbx) {
      try {
        await readConfig(pbx, UNKNOWN_ID);
        return "answered with an extension";
      } catch (error) {
        if (error instanceof ConfigNotFound) {
          return "code 701, as documented";
        }
        throw error;
      }
    },
  },
];

function readConfig({ client, signal }: Examination, id: string) {
  return client.run("GetConfig", ({ options }) => client.getConfig(id, options), { signal });
}

function summaryOf(extensions: Examination["extensions"]): string {
  if (extensions.length === 0) {
    return "none";
  }
  const ids = extensions.map(({ id }) => id);
  const repeated = ids.length - new Set(ids).size;
  const counts = new Map<string, number>();
  for (const { type } of extensions) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const types = [...counts]
    .map(([type, count]) => `${count} ${escapeControlChars(type === "" ? "(no type)" : type)}`)
    .join(", ");
  const order = isSorted(ids) ? "in the order of their IDs" : "not in the order of their IDs";
  return `${ids.length}: ${types}; listed ${order}${repeated > 0 ? `; ${repeated} listed more than once` : ""}`;
}

/** As numbers or as letters. */
function isSorted(ids: readonly string[]): boolean {
  const { compare } = new Intl.Collator("en", { numeric: true });
  const isInOrder = (isBefore: (one: string, other: string) => boolean) =>
    ids.every((id, at) => at === 0 || isBefore(ids[at - 1] as string, id));
  return isInOrder((one, other) => compare(one, other) <= 0) || isInOrder((one, other) => one <= other);
}
