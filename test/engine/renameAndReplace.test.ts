import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

/** What is done to two extensions each, of which the first has a given password and the second a generated one. */
const KEPT = {
  renamed: ["1000", "1001"],
  moved: ["1100", "1101"],
  tainted: ["1200", "1201"],
  replaced: ["1300", "1301"],
} as const;
const KEPT_IDS = Object.values(KEPT).flat();
const RECONNECTED = "1400";
const RECREATED = "1500";

/** The variable LATER is set for the second `up`, and LAST after it. */
const PROGRAM = `
  const isLater = process.env.LATER !== undefined;
  class Floor extends pulumi.ComponentResource { constructor(name) { super("test:Floor", name); } }
  const phone = (name, id, password, options, more = {}) =>
    new SipExtension(name, { extensionId: id, userId: "user" + id, ...(password && { password }), ...more }, options);
  const given = process.env.GIVEN;
  phone(isLater ? "new-given" : "old-given", "1000", given);
  phone(isLater ? "new-generated" : "old-generated", "1001");
  const parent = isLater ? new Floor("first") : undefined;
  phone("moved-given", "1100", given, { parent });
  phone("moved-generated", "1101", undefined, { parent });
  phone("tainted-given", "1200", given);
  phone("tainted-generated", "1201");
  phone("replaced-given", "1300", given);
  phone("replaced-generated", "1301");
  phone("reconnected", "${RECONNECTED}", given, {}, { connection: isLater ? "other-name" : undefined });
  if (process.env.LAST === undefined) {
    phone("recreated", "${RECREATED}", undefined, { deleteBeforeReplace: true });
  }`;

// The engine creates first and deletes afterwards: a delete that is carried out would remove the phone that was just created.
async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: PROGRAM, environment: { GIVEN: "Marked-Given-1" } });
  const { stack, pbx } = office;
  const otherName = { url: pbx.origin.replace("127.0.0.1", "localhost") };
  office.configure({ "ozeki:connections": { "other-name": otherName } });
  const onPbx = () => new Map(pbx.extensions.ids().map((id) => [id, pbx.extensions.get(id)?.xml]));

  const create = await recorded(office, stack.up());
  const before = onPbx();
  const tainted = ["tainted-given", "tainted-generated"].map((name) => stack.urnOf(name));
  const taint = await stack.pulumi(["state", "taint", ...tainted, "--yes"]);
  stack.environment.LATER = "1";
  const targets = ["replaced-given", "replaced-generated", "recreated"].flatMap((name) => [
    "--replace",
    stack.urnOf(name),
  ]);
  const replace = await recorded(office, stack.up(...targets));
  const after = onPbx();
  const state = { ids: stack.extensionIds(), names: stack.extensions().map(({ urn }) => urn.split("::").at(-1)) };

  stack.environment.LAST = "1";
  const next = await recorded(office, stack.up());
  const beforeReplaceAll = onPbx();
  const { TMPDIR } = stack.environment;
  stack.environment.TMPDIR = folderWithoutClaims(stack.folder);
  const unguarded = { ...(await recorded(office, stack.up("--replace", "**"))), after: onPbx() };
  Object.assign(stack.environment, { TMPDIR });
  const replaceAll = await recorded(office, stack.up("--replace", "**"));
  const afterReplaceAll = onPbx();
  const last = await recorded(office, stack.up("--refresh", "--expect-no-changes"));
  return {
    ...{ pbx, create, taint, before, replace, after, state, next, beforeReplaceAll, unguarded },
    ...{ replaceAll, afterReplaceAll, last },
  };
}

/** A folder for temporary files in which another user has taken the place of the claims. */
function folderWithoutClaims(parent: string): string {
  const folder = join(parent, "tmp-of-all");
  mkdirSync(folder);
  writeFileSync(join(folder, `pulumi-ozeki-${process.getuid?.() ?? "runs"}`), "");
  return folder;
}

describe.each(bothAdapters)("a phone stays on the PBX, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect([story.create, story.taint]).toMatchObject([{ code: 0 }, { code: 0 }]);
  });

  test.each(Object.entries(KEPT))("with its password when its resource is %s", (_, ids) => {
    expect(story.replace.code).toBe(0);
    for (const id of ids) {
      expect(story.replace.output).toContain(`Extension ${id} was not deleted from ${story.pbx.origin}`);
      expect(requestsAbout(story.replace, id)).toEqual([
        `GetConfig ${id} 200`,
        `AddConfig ${id} 703`,
        `GetConfig ${id} 200`,
      ]);
      expect(story.after.get(id)).toBe(story.before.get(id));
      expect(story.after.get(id)).toBeDefined();
    }
  });

  test("when its resource goes to a connection that is the same PBX under another address", () => {
    expect(story.replace.output).toContain("may be the same PBX");
    expect(requestsAbout(story.replace, RECONNECTED)).toEqual([
      `GetConfig ${RECONNECTED} 200`,
      `AddConfig ${RECONNECTED} 703`,
      `GetConfig ${RECONNECTED} 200`,
    ]);
    expect(story.after.get(RECONNECTED)).toBe(story.before.get(RECONNECTED));
  });

  test("unless --replace meets the option deleteBeforeReplace: then it is deleted and created with another password", () => {
    expect(requestsAbout(story.replace, RECREATED)).toEqual([
      `GetConfig ${RECREATED} 200`,
      `RemoveConfig ${RECREATED} 200`,
      `AddConfig ${RECREATED} 200`,
    ]);
    expect(story.after.get(RECREATED)).not.toBe(story.before.get(RECREATED));
  });

  test("and is in the state once, under its new name, and the next up changes nothing", () => {
    expect(story.state.ids).toEqual([...KEPT_IDS, RECONNECTED, RECREATED].sort());
    expect(story.state.names).toEqual(expect.arrayContaining(["new-given", "new-generated"]));
    // The stack, the parent, and all but the one that the program no longer declares.
    expect(story.next.output).toContain(`${KEPT_IDS.length + 3} unchanged`);
    expect(story.next.requests).toEqual([`RemoveConfig ${RECREATED} 200`]);
  });

  test("where the processes cannot share what they manage: the run fails, and nothing is removed", () => {
    expect(story.unguarded.code).not.toBe(0);
    expect(story.unguarded.output).toMatch(
      /Extension \d+ on \S+ was not adopted: the provider processes of this run cannot share/,
    );
    expect(story.unguarded.requests.filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    expect(story.unguarded.after).toEqual(story.beforeReplaceAll);
  });

  test("by --replace '**', which replaces the provider too and deletes in another process", () => {
    expect(story.replaceAll.code).toBe(0);
    expect(story.replaceAll.output).toContain(`Extension 1000 was not deleted from ${story.pbx.origin}`);
    expect(story.replaceAll.requests.filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    const others = [...story.before].filter(([id]) => id !== RECREATED);
    expect(story.afterReplaceAll).toEqual(new Map(others));
    expect(story.last.output).toContain(`${KEPT_IDS.length + 3} unchanged`);
    expect(story.last.code).toBe(0);
  });
});
