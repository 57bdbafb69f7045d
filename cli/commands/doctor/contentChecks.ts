import { ConfigNotFound } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { SIP_EXTENSION_TYPE } from "../../../provider/types/sipExtension/table";
import { listAll } from "../../shared/readExtensions";
import type { Check, Examination } from "./check";
import type { Found } from "./finding";
import { ok } from "./finding";

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
      return ok(types.length === 0 ? "the PBX names none" : types.map(escapeControlChars).join(", "), { types });
    },
  },
  {
    about: "Active calls",
    when: isUsable,
    async run({ client, signal }) {
      const calls = await client.run("ListActiveCalls", ({ options }) => client.listActiveCalls(options), { signal });
      return ok(`${calls.length}`, { count: calls.length });
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
      const isReturned = config.text("Username") !== undefined;
      return ok(isReturned ? "returned by GetConfig" : "not returned by this PBX: changes cannot be detected", {
        isReturned,
      });
    },
  },
  {
    about: "Unknown ID",
    when: isUsable,
    async run(pbx) {
      try {
        await readConfig(pbx, UNKNOWN_ID);
        return ok("answered with an extension", { code: 200 });
      } catch (error) {
        if (error instanceof ConfigNotFound) {
          return ok("code 701, as documented", { code: 701 });
        }
        throw error;
      }
    },
  },
];

function readConfig({ client, signal }: Examination, id: string) {
  return client.run("GetConfig", ({ options }) => client.getConfig(id, options), { signal });
}

function summaryOf(extensions: Examination["extensions"]): Found {
  const ids = extensions.map(({ id }) => id);
  const repeated = ids.length - new Set(ids).size;
  const counts = new Map<string, number>();
  for (const { type } of extensions) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const types = [...counts]
    .map(([type, count]) => `${count} ${escapeControlChars(type === "" ? "(no type)" : type)}`)
    .join(", ");
  const isInOrder = isSorted(ids);
  const order = `${isInOrder ? "" : "not "}in the order of their IDs`;
  const text = `${ids.length}: ${types}; listed ${order}${repeated > 0 ? `; ${repeated} listed more than once` : ""}`;
  return ok(ids.length === 0 ? "none" : text, {
    count: ids.length,
    countByType: Object.fromEntries(counts),
    isSorted: isInOrder,
    repeatedCount: repeated,
  });
}

/** As numbers or as letters. */
function isSorted(ids: readonly string[]): boolean {
  const { compare } = new Intl.Collator("en", { numeric: true });
  const isInOrder = (isBefore: (one: string, other: string) => boolean) =>
    ids.every((id, at) => at === 0 || isBefore(ids[at - 1] as string, id));
  return isInOrder((one, other) => compare(one, other) <= 0) || isInOrder((one, other) => one <= other);
}
