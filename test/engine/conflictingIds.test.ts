import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

/** Declares an extension, which the program may name `phones["…"]` after that. */
const phone = (name: string, extensionId: string, more = "", options = "{}") =>
  `phones["${name}"] = new SipExtension("${name}", {
    extensionId: "${extensionId}", userId: "user${extensionId}", password: process.env.GIVEN, ${more}
  }, ${options});\n`;
const ofUser = (name: string, extensionId: string, userId: string) => phone(name, extensionId, `userId: "${userId}"`);
const chain = (a: string, b: string) => ofUser("chain-a", a, "anna") + ofUser("chain-b", b, "bert");
const pair = (x: string, y: string) => ofUser("swap-x", x, "xaver") + ofUser("swap-y", y, "yvonne");
const program = (...phones: string[]) => `const phones = {};\n${phones.join("")}`;

const DISABLED = "enabled: false";

async function run(adapter: Adapter) {
  const first = phone("first", "1003");
  const office = await openSharedOffice({
    adapter,
    environment: { GIVEN: "Marked-Given-1" },
    program: program(
      ...[phone("old", "1000"), phone("removed", "1002"), first, phone("before", "1005")],
      ...[chain("101", "102"), pair("201", "202")],
    ),
  });
  const { stack, pbx } = office;
  const users = (...ids: string[]) => ids.map((id) => office.text(id, "UserID"));
  const create = await recorded(office, stack.up());

  stack.program(
    program(
      ...[first, phone("before", "1005"), chain("101", "102"), phone("added", "1001")],
      ...[phone("new", "1000", DISABLED), pair("202", "201")],
    ),
  );
  const conflicts = await recorded(office, stack.up("--continue-on-error"));
  const afterConflicts = {
    ids: pbx.extensions.ids().sort(),
    inState: stack.extensionIds(),
    enabled: office.text("1000", "Enabled"),
    users: users("101", "102", "201", "202"),
  };

  const others = [first, phone("before", "1005"), chain("101", "102"), phone("added", "1001"), pair("201", "202")];
  stack.program(program(...others, phone("second", "1003", "", "{ dependsOn: [phones.first] }")));
  const second = await recorded(office, stack.up());
  stack.program(program(...others, phone("duplicate-a", "1004"), phone("duplicate-b", "1004")));
  const twins = await recorded(office, stack.up("--continue-on-error"));
  const twinsInState = stack.extensionIds().filter((id) => id === "1004");

  const settled = (options: string) =>
    first + pair("201", "202") + phone("added", "1001") + phone("after", "1005", DISABLED, options);
  stack.program(program(settled("{}"), chain("101", "102")));
  const rename = await recorded(office, stack.up());
  const enabledAfterRename = office.text("1005", "Enabled");

  const renamed = settled('{ aliases: [{ name: "before" }] }');
  stack.program(program(renamed, chain("102", "103")));
  const chained = await recorded(office, stack.up());
  const afterChained = { ids: pbx.extensions.ids(), users: users("101", "102") };
  const target = await recorded(office, stack.up("--target", stack.urnOf("chain-b")));
  const renumber = await recorded(office, stack.up());
  const last = await recorded(office, stack.up("--expect-no-changes"));
  return {
    ...{
      pbx,
      create,
      conflicts,
      afterConflicts,
      second,
      twins,
      twinsInState,
      rename,
      enabledAfterRename,
      chained,
      afterChained,
      target,
      renumber,
      last,
    },
    final: {
      ids: pbx.extensions.ids().sort(),
      inState: stack.extensionIds(),
      users: users("102", "103"),
      enabled: office.text("1005", "Enabled"),
    },
  };
}

describe.each(longAdapters)("extension IDs that conflict, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.create).toMatchObject({ code: 0 });
  });

  test("up refuses a rename together with a change, leaves the phone as it is, and names aliases, which work", () => {
    expect(story.rename.code).not.toBe(0);
    expect(story.rename.output).toContain("Extension 1005 already exists");
    expect(story.rename.output).toContain("with a different enabled. Nothing was changed.");
    expect(story.rename.output).toContain("aliases");
    expect(requestsAbout(story.rename, "1005")).toEqual([
      "GetConfig 1005 200",
      "AddConfig 1005 703",
      "GetConfig 1005 200",
    ]);
    expect(story.enabledAfterRename).toBe("true");
    expect(story.final.enabled).toBe("false");
    expect(story.final.inState.filter((id) => id === "1005")).toHaveLength(1);
  });

  test("up --continue-on-error goes on after a refused create, and keeps the phone of the resource that is deleted", () => {
    expect(story.conflicts.output).toContain("Extension 1000 already exists");
    expect(requestsAbout(story.conflicts, "1000")).toEqual([
      "GetConfig 1000 200",
      "AddConfig 1000 703",
      "GetConfig 1000 200",
    ]);
    expect(requestsAbout(story.conflicts, "1001", "1002").sort()).toEqual([
      "AddConfig 1001 200",
      "RemoveConfig 1002 200",
    ]);
    expect(story.afterConflicts.ids).toEqual(["1000", "1001", "1003", "1005", "101", "102", "201", "202"]);
    expect(story.afterConflicts.enabled).toBe("true");
  });

  test("up refuses a second resource with the extensionId of one in the state", () => {
    expect(story.second.output).toContain(`Extension 1003 on ${story.pbx.origin} is declared twice`);
    expect(requestsAbout(story.second, "1003")).toEqual(adapter === "native" ? [] : ["GetConfig 1003 200"]);
    expect(story.final.inState.filter((id) => id === "1003")).toHaveLength(1);
  });

  test("up creates one of two new resources with one extensionId, and refuses the other", () => {
    expect(story.twins.output).toContain(`Extension 1004 on ${story.pbx.origin} is declared twice`);
    expect(requestsAbout(story.twins, "1004")).toEqual(["AddConfig 1004 200"]);
    expect(story.twinsInState).toHaveLength(1);
  });

  test("up refuses a swap of two IDs, and changes neither extension", () => {
    for (const id of ["201", "202"]) {
      expect(story.conflicts.output).toContain(`Extension ${id} already exists`);
      // The check of the one that comes first reads the extension that the other still has.
      const [last, first] = requestsAbout(story.conflicts, id).reverse();
      expect([first, last]).toEqual([`AddConfig ${id} 703`, `GetConfig ${id} 200`]);
    }
    expect(story.afterConflicts.users).toEqual(["anna", "bert", "xaver", "yvonne"]);
  });

  test("up refuses a chain of IDs and loses nothing, and renumbers in the order that the message names", () => {
    expect(story.chained.code).not.toBe(0);
    expect(story.chained.output).toContain("Released by another resource in this run?");
    expect(story.afterChained.ids).toEqual(expect.arrayContaining(["101", "102"]));
    expect(story.afterChained.users).toEqual(["anna", "bert"]);
    expect([story.target, story.renumber]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(story.final.inState).toEqual(["1001", "1003", "1005", "102", "103", "201", "202"]);
    expect(story.final.ids).toEqual(expect.arrayContaining(["102", "103"]));
    expect(story.final.ids).not.toContain("101");
    expect(story.final.users).toEqual(["anna", "bert"]);
    expect(story.last).toMatchObject({ code: 0, requests: [] });
  });
});
