import type { Office } from "../support/office";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const PHONE = {
  ID: "1000",
  UserID: "reception",
  Password: "Marked-Phone-1",
  VoicemailPin: "Marked-Pin-1",
  CallerName: "Desk",
  LastIPAddress: "192.168.115.188:5060 (Udp)",
  UserAgentName: "Grandstream GXP2000",
};
const MENU =
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu</Name><AccessPin>Marked-Pin-2</AccessPin><Members><Member>1000</Member></Members></Config>';

describe("a function", () => {
  let office: Office;
  beforeAll(async () => {
    office = await openSharedOffice({
      environment: { A: "Marked-Phone-1", B: "Marked-Pin-1", C: "Marked-Pin-2" },
      pbx: {
        extensions: [PHONE, { ID: "1001", UserID: "sales", Password: "Marked-Phone-1" }, MENU],
        callsInProgress: [{ CallId: "1", Source: "1000", Destination: "1001" }],
      },
    });
  });

  test("reads in a preview too, returns run-time values, and marks secrets and nothing else", async () => {
    const { stack, pbx } = office;
    const branch = await office.startPbx({ extensions: [{ ID: "7", UserID: "porter", Password: "Marked-Phone-1" }] });
    office.configure({ "ozeki:connections": { branch: { url: branch.origin } } });
    stack.program(`
      module.exports = async () => {
        const phone = await ozeki.getSipExtension("1000");
        const menu = await ozeki.getExtension("600");
        const later = ozeki.getSipExtensionOutput(pulumi.output("1001"));
        const elsewhere = ozeki.getSipExtensionOutput("7", { connection: "branch" });
        const none = await ozeki.getExtension("7").catch((error) =>
          error instanceof ozeki.NoSuchExtension && error instanceof pulumi.RunError ? [error.extensionId, error.pbx] : error);
        return {
          none,
          phone: [phone.userId, phone.hasRegistered, phone.lastIpAddress, phone.userAgentName, phone.enabled, phone.elements],
          password: phone.password,
          pin: phone.secretElements,
          menu: [menu.knownType, menu.elements, menu.xml],
          menuPin: menu.secretElements,
          later: later.userId,
          never: later.hasRegistered,
          laterPassword: later.password,
          elsewhere: elsewhere.userId,
          elsewherePbx: elsewhere.pbx,
          numbers: (await ozeki.listExtensions({ type: "SIP", match: "1*" })).map(({ id }) => id),
          types: await ozeki.listExtensionTypes(),
          calls: ozeki.listActiveCallsOutput().apply((calls) => calls.map(({ source, destination }) => source + " " + destination)),
        };
      };`);
    const up = await stack.upWithPreview();
    expect(up).toMatchObject({ code: 0 });
    // In the preview and in the update.
    expect(up.output.match(/elsewhere *: "porter"/g)).toHaveLength(2);
    const { stdout } = await stack.pulumi(["stack", "output", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      none: ["7", pbx.origin],
      phone: ["reception", true, PHONE.LastIPAddress, PHONE.UserAgentName, true, { CallerName: "Desk" }],
      password: "[secret]",
      pin: "[secret]",
      menu: ["MadeUpMenuInfo", { Name: "Menu" }, "<Members><Member>1000</Member></Members>"],
      menuPin: "[secret]",
      later: "sales",
      never: false,
      laterPassword: "[secret]",
      elsewhere: "porter",
      elsewherePbx: branch.origin,
      numbers: ["1000", "1001"],
      types: ["SIP", "MadeUpMenu", "MadeUpQueue"],
      calls: ["1000 1001"],
    });
    const open = await stack.pulumiShowingSecrets(["stack", "output", "--json", "--show-secrets"]);
    expect(JSON.parse(open.stdout)).toMatchObject({
      password: "Marked-Phone-1",
      pin: { VoicemailPin: "Marked-Pin-1" },
      menuPin: { AccessPin: "Marked-Pin-2" },
    });
    expect(pbx.writes).toEqual([]);
    // The state has what the program exports of it, and nothing else.
    expect(stack.extensions()).toEqual([]);
  });

  test("of a value that is not known yet sends nothing in a preview, and feeds a resource in an up", async () => {
    const { stack } = office;
    stack.program(`
      const first = new SipExtension("first", { extensionId: "2000", userId: "reception" });
      const found = ozeki.getSipExtensionOutput(first.pbx.apply(() => "1000"));
      new SipExtension("second", { extensionId: "2001", userId: found.userId, password: found.password });`);
    expect(await recorded(office, stack.preview())).toMatchObject({ code: 0, requests: [] });
    expect(await recorded(office, stack.up())).toMatchObject({
      code: 0,
      requests: ["AddConfig 2000 200", "GetConfig 1000 200", "AddConfig 2001 200"],
    });
    expect(office.text("2001", "UserID")).toBe("reception");
    expect(office.text("2001", "Password")).toBe("Marked-Phone-1");
  });

  test("reports what is wrong in one line, without a stack", async () => {
    const { stack } = office;
    stack.program('module.exports = async () => ({ found: await ozeki.getSipExtension("7") });');
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /There is no extension 7 on \S+ \(code 701\)\. See what there is with `npx pulumi-ozeki list`/,
    );
    expect(output).not.toMatch(/^\s+at /m);
    expect(output).not.toContain("node_modules");
  });
});
