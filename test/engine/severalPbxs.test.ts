import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const OFFICE_LOGIN = { username: "office", password: "Marked-Office-Login-1" };
const BRANCH_LOGIN = { username: "api", password: "Marked-Branch-Login-1" };

const PROGRAM = `
  new SipExtension("main", { extensionId: "1000", userId: "main" });
  new SipExtension("branch", { extensionId: "1000", userId: "branch", connection: "branch" });
  new SipExtension("moving", { extensionId: "2000", userId: "moving", connection: process.env.MOVED ? "branch" : undefined });`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: PROGRAM, pbx: { login: OFFICE_LOGIN } });
  const { stack, pbx } = office;
  const branch = await office.startPbx({ login: BRANCH_LOGIN });
  office.plant(OFFICE_LOGIN.password, BRANCH_LOGIN.password);
  Object.assign(stack.environment, {
    OZEKI_URL: pbx.origin,
    OZEKI_USERNAME: OFFICE_LOGIN.username,
    OZEKI_PASSWORD: OFFICE_LOGIN.password,
    OZEKI_CONNECTIONS: JSON.stringify({ branch: { url: branch.origin, ...BRANCH_LOGIN } }),
  });
  const create = await recorded(office, stack.up());
  const created = {
    users: [office.text("1000", "UserID"), branch.extensions.text("1000", "UserID")],
    outputs: stack.outputs("branch"),
  };
  stack.environment.MOVED = "1";
  const move = await recorded(office, stack.up());
  const moved = [pbx.extensions.ids(), branch.extensions.ids()];
  const refresh = await recorded(office, stack.refresh("--expect-no-changes"));
  const destroy = await recorded(office, stack.destroy());
  return { pbx, branch, create, created, move, moved, refresh, destroy };
}

describe.each(longAdapters)("two PBXs in one stack, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("each have their own extensions and login, and one ID on both does not conflict", () => {
    expect(story.create).toMatchObject({ code: 0 });
    expect(story.created.users).toEqual(["main", "branch"]);
    expect(story.created.outputs).toMatchObject({ pbx: story.branch.origin });
  });

  test("an extension that goes to another connection is created there and removed here", () => {
    expect(story.move.code).toBe(0);
    expect(story.move.output).toContain("+-1 replaced");
    expect(story.moved).toEqual([["1000"], ["1000", "2000"]]);
  });

  test("refresh and destroy go to the PBX of each extension", () => {
    expect([story.refresh, story.destroy]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(story.pbx.extensions.size + story.branch.extensions.size).toBe(0);
  });
});
