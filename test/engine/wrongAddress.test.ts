import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";
import { unusedOrigin } from "../support/unusedOrigin";

const LOGIN = { username: "office", password: "Marked-Login-1" };
const program = (user: string) => `
  new SipExtension("sales", { extensionId: "2000", userId: "${user}" });
  new SipExtension("other", { extensionId: "2001", userId: "sales" });`;

/** `ozeki:url` leads nowhere, to another PBX, and to a PBX that moved. */
async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: program("sales"), config: { "ozeki:maxRetries": "1" } });
  office.plant(LOGIN.password);
  const { stack, pbx } = office;
  const create = await recorded(office, stack.up());

  const nowhere = await unusedOrigin();
  office.configure({ "ozeki:url": nowhere });
  stack.program(program("sales2"));
  const unreachable = {
    refresh: await recorded(office, stack.refresh("--run-program")),
    destroy: await recorded(office, stack.destroy("--run-program")),
    up: await recorded(office, stack.up()),
  };
  const idsAfterUnreachable = stack.extensionIds();

  // It has no extension 2000, and one 2001 that another administrator created.
  const stranger = await office.startPbx({ extensions: [{ ID: "2001", UserID: "stranger" }] });
  office.configure({ "ozeki:url": stranger.origin });
  stack.program(program("sales"));
  const elsewhere = {
    refresh: await recorded(office, stack.refresh("--run-program")),
    up: await recorded(office, stack.up("--continue-on-error")),
    upWithRefresh: await recorded(office, stack.up("--refresh")),
    destroy: await recorded(office, stack.destroy("--run-program", "--continue-on-error")),
  };
  const afterElsewhere = { state: stack.outputs("sales"), ids: stack.extensionIds(), pbx: pbx.extensions.ids().sort() };

  const xml = pbx.extensions.ids().map((id) => pbx.extensions.get(id)?.xml ?? "");
  const moved = await office.startPbx({ extensions: xml });
  office.configure({ "ozeki:url": moved.origin });
  const follow = await recorded(office, stack.up());
  const followed = { commands: moved.commands().sort(), outputs: stack.outputs("sales") };
  const unchanged = await recorded(office, stack.up("--expect-no-changes"));

  moved.login = LOGIN;
  const withoutLogin = await recorded(office, stack.destroy());
  stack.setSecret("ozeki:password", LOGIN.password);
  office.configure({ "ozeki:url": moved.origin, "ozeki:username": LOGIN.username });
  const destroy = await recorded(office, stack.destroy("--run-program"));
  return {
    ...{ pbx, nowhere, stranger, moved, create, unreachable, idsAfterUnreachable, elsewhere, afterElsewhere },
    ...{ follow, followed, unchanged, withoutLogin, destroy },
  };
}

describe.each(longAdapters)("an ozeki:url that changes, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.create).toMatchObject({ code: 0 });
  });

  test("that leads nowhere: refresh, destroy and up fail, name the address, and leave the state as it is", () => {
    for (const { code, output, requests } of Object.values(story.unreachable)) {
      expect(code).not.toBe(0);
      expect(output).toContain(story.nowhere);
      expect(requests).toEqual([]);
    }
    // One of the two has the explanation, and the other one points to it.
    expect(story.unreachable.up.output).toMatch(
      /GetConfig of extension 200[01] on \S+ failed after 2 attempts: cannot connect to the PBX \(ECONNREFUSED: nothing listens at this address and port\)\. Check that the PBX is running, that ozeki:url is its address/,
    );
    expect(story.idsAfterUnreachable).toEqual(["2000", "2001"]);
  });

  test("that points to a PBX without the extension: refresh, up and destroy fail, name both PBXs, and change nothing", () => {
    expect(story.elsewhere.refresh.output).toContain(
      `Extension 2000 is recorded on ${story.pbx.origin}, but the configuration points to ${story.stranger.origin}`,
    );
    for (const { code, output } of Object.values(story.elsewhere)) {
      expect(code).not.toBe(0);
      expect(output).toContain(story.pbx.origin);
      expect(output).toContain(story.stranger.origin);
    }
    expect(story.afterElsewhere.ids).toEqual(["2000", "2001"]);
    expect(story.afterElsewhere.pbx).toEqual(["2000", "2001"]);
    expect(story.stranger.writes).toEqual([]);
  });

  test("that points to a PBX with another extension of that ID: up fails, names what differs, and changes neither", () => {
    expect(story.elsewhere.up.output).toContain("where this ID has a different userId, password");
    expect(story.stranger.extensions.text("2001", "UserID")).toBe("stranger");
    expect(story.afterElsewhere.state).toMatchObject({ userId: "sales", pbx: story.pbx.origin });
  });

  test("because the PBX moved: up follows it without a write, and the next up changes nothing", () => {
    expect(story.follow).toMatchObject({ code: 0 });
    expect(story.followed.commands).toEqual(["GetConfig 2000 200", "GetConfig 2001 200"]);
    expect(story.followed.outputs).toMatchObject({ pbx: story.moved.origin });
    expect(story.unchanged).toMatchObject({ code: 0 });
  });

  test("destroy uses the configuration of the last up, and today's with --run-program", () => {
    expect(story.withoutLogin.code).not.toBe(0);
    expect(story.withoutLogin.output).toContain("the PBX requires a login (code 304)");
    expect(story.withoutLogin.output).toContain("add --run-program");
    expect(story.destroy).toMatchObject({ code: 0 });
    expect(story.moved.extensions.size).toBe(0);
  });
});
