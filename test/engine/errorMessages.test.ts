import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const LOGIN = { username: "office", password: "Marked-Login-1" };
const WRONG_LOGIN = { username: "office", password: "Marked-Wrong-1" };

const PROGRAM = `
  const phone = (name, extensionId, connection) => new SipExtension(name, { extensionId, userId: "sales", connection });
  phone("without-login", "2000");
  phone("wrong-login", "2001", "wrong");
  phone("refused-address", "2002", "denied");
  phone("accepted", "2003", "open");`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: PROGRAM, pbx: { login: LOGIN } });
  const { stack, pbx } = office;
  const denied = await office.startPbx({ deny: ["127.0.0.1"] });
  const open = await office.startPbx();
  office.plant(LOGIN.password, WRONG_LOGIN.password);
  stack.environment.OZEKI_CONNECTIONS = JSON.stringify({
    wrong: { url: pbx.origin, ...WRONG_LOGIN },
    denied: { url: denied.origin },
    open: { url: open.origin },
  });
  const up = await recorded(office, stack.up("--continue-on-error"));
  open.deny = ["127.0.0.1"];
  const refresh = await recorded(office, stack.refresh());
  const destroy = await recorded(office, stack.destroy());
  return { up, refresh, destroy, ids: stack.extensionIds() };
}

describe.each(longAdapters)("the message about an error, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.up.code).not.toBe(0);
  });

  test("names the code and the configuration keys where the PBX requires a login and none is set", () => {
    const { output, requests } = story.up;
    const line = output.split("\n").find((text) => text.includes("AddConfig of extension 2000"));
    expect(line).toContain("the PBX answered 304 (AuthenticationRequired)");
    expect(line).toContain("pulumi config set ozeki:username");
    expect(line).toContain("pulumi config set --secret ozeki:password");
    expect(requests.sort()).toEqual(["AddConfig 2000 304", "AddConfig 2001 305"]);
  });

  test("names the code where the PBX rejects the login, and does not repeat what was sent", () => {
    const line = story.up.output.split("\n").find((text) => text.includes("AddConfig of extension 2001"));
    expect(line).toContain("the PBX answered 305 (AuthenticationFailed)");
  });

  test("names what to allow where the PBX refuses the address of this machine", () => {
    const line = story.up.output.split("\n").find((text) => text.includes("AddConfig of extension 2002"));
    expect(line).toContain("the PBX answered 307 (ForbiddenAddress)");
    expect(line).toContain("Allow the address of this machine");
  });

  test("is one line without a stack trace, in create, refresh and destroy", () => {
    for (const { code, output } of [story.up, story.refresh, story.destroy]) {
      expect(code).not.toBe(0);
      expect(output).toContain("307");
      expect(output).not.toMatch(/^\s+at /m);
      expect(output).not.toContain("undefined");
      expect(output).not.toContain(".js:");
    }
    expect(story.ids).toEqual(["2003"]);
  });
});
