import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const LOGIN = { username: "office", password: "Marked-Login-1" };
const WRONG_LOGIN = { username: "office", password: "Marked-Wrong-1" };

const phone = (extensionId: string, connection?: string) =>
  `new SipExtension("phone", { extensionId: "${extensionId}", userId: "sales", connection: ${JSON.stringify(connection)} });`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, pbx: { login: LOGIN } });
  const { stack, pbx } = office;
  const denied = await office.startPbx({ deny: ["127.0.0.1"] });
  const open = await office.startPbx();
  office.plant(LOGIN.password, WRONG_LOGIN.password);
  stack.environment.OZEKI_CONNECTIONS = JSON.stringify({
    wrong: { url: pbx.origin, ...WRONG_LOGIN },
    denied: { url: denied.origin },
    open: { url: open.origin },
  });
  const up = async (program: string) => {
    stack.program(program);
    return recorded(office, stack.up());
  };
  const withoutLogin = await up(phone("2000"));
  const wrongLogin = await up(phone("2001", "wrong"));
  const refusedAddress = await up(phone("2002", "denied"));
  await up(phone("2003", "open"));
  open.deny = ["127.0.0.1"];
  const refresh = await recorded(office, stack.refresh());
  const destroy = await recorded(office, stack.destroy());
  return { pbx, withoutLogin, wrongLogin, refusedAddress, refresh, destroy, ids: stack.extensionIds() };
}

describe.each(longAdapters)("the message about an error, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("names the code and the configuration keys where the PBX requires a login and none is set", () => {
    const { code, output, requests } = story.withoutLogin;
    const line = output.split("\n").find((text) => text.includes(`ListExtensions on ${story.pbx.origin}`));
    expect(code).not.toBe(0);
    expect(line).toContain("the PBX requires a login (code 304)");
    expect(line).toContain("pulumi config set ozeki:username");
    expect(line).toContain("pulumi config set --secret ozeki:password");
    expect(requests).toEqual([]);
  });

  test("names the code where the PBX rejects the login, and does not repeat what was sent", () => {
    const { code, output, requests } = story.wrongLogin;
    expect(code).not.toBe(0);
    expect(output).toContain("the PBX rejected the login (code 305)");
    expect(requests).toEqual([]);
  });

  test("names what to allow where the PBX refuses the address of this machine", () => {
    const { output } = story.refusedAddress;
    expect(output).toContain("the PBX does not accept requests from this machine's address (code 307)");
    expect(output).toContain("Allow this machine's address");
  });

  test("is one line without a stack trace, in create, refresh and destroy", () => {
    for (const { code, output } of [story.refusedAddress, story.refresh, story.destroy]) {
      expect(code).not.toBe(0);
      expect(output).toContain("307");
      expect(output).not.toMatch(/^\s+at /m);
      expect(output).not.toContain("undefined");
      expect(output).not.toContain(".js:");
    }
    expect(story.ids).toEqual(["2003"]);
  });
});
