import { longAdapters } from "../support/adapters";
import { PBX_MENU, phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import { openOffice } from "../support/openOffice";

describe.each(longAdapters)("pulumi-ozeki diff, by the %s provider", (adapter) => {
  test("names what only the PBX has and what only the state has, and fails for a type that is misspelt", async () => {
    const office = await openOffice({
      adapter,
      pbx: { extensions: [phoneInUse("1001"), PBX_MENU] },
      program: `
        new SipExtension("reception", { extensionId: "1000", userId: "user" });
        new ozeki.Extension("menu", { extensionId: "700", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });`,
    });
    plantPasswordsOf(office);
    const { stack, pbx } = office;
    await stack.up();
    const diff = (...args: string[]) => stack.ozeki(["diff", "--stack", "dev", ...args]);
    const found = await diff();
    expect(found.code).toBe(3);
    expect(found.output).toMatch(/1001 +PBX only +SIP\n600 +PBX only +MadeUpMenu\n/);
    expect(found.output).not.toMatch(/^(1000|700) /m);
    expect(found.output).toContain('  { extensionId: "1001", userId: "user-1001" },  // SipExtension\n');
    expect(found.output).toContain(
      adapter === "native" ? "  pulumi import ozeki:" : "  npx pulumi-ozeki import --stack dev 1001",
    );
    expect(found.output).toContain("IDs were compared, not properties: use --properties.");

    const onBoth = ["--properties", "--exclude", "1001", "--exclude", "600"];
    expect(await diff(...onBoth)).toMatchObject({
      code: 0,
      output: expect.stringContaining("with the same properties"),
    });
    pbx.extensions.setElement("1000", "Password", "Marked-Changed");
    pbx.extensions.setElement("1000", "Enabled", "false");
    const changed = await diff(...onBoth);
    expect(changed.code).toBe(3);
    expect(changed.output).toMatch(/^1000 +both +reception +(enabled, password|password, enabled)$/m);
    expect(changed.output).not.toContain("Marked");
    pbx.extensions.remove("1000");
    expect(JSON.parse((await diff("--json", "--type", "SIP", "--exclude", "1001")).stdout)).toEqual([
      { id: "1000", where: "state", type: null, resource: "reception", properties: [], unreadable: null },
    ]);
    const misspelt = await diff("--type", "sip", "--match", "1001");
    expect(misspelt.code).toBe(2);
    expect(misspelt.output).toContain("error: unknown type 'sip'. Did you mean SIP?");
    pbx.extensions.remove("1001");
    pbx.extensions.remove("600");
    await stack.up("--refresh");
    expect(await diff()).toMatchObject({
      code: 0,
      output: expect.stringContaining("extensions with the same IDs. IDs were"),
    });
  });
});
