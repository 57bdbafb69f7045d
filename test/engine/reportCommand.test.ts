import { longAdapters } from "../support/adapters";
import { PBX_MENU, phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import { openOffice } from "../support/openOffice";

describe.each(longAdapters)("pulumi-ozeki report, by the %s provider", (adapter) => {
  test("compares a PBX with the state of a stack, with its passphrase and without, and has no secret", async () => {
    const office = await openOffice({
      adapter,
      pbx: { extensions: [phoneInUse("1001"), PBX_MENU] },
      program: `
        // In two parts: the program is searched for the secret, too.
        const elements = { VoicemailPin: ["Marked-Own", "Pin"].join("-"), Codec: "PCMA" };
        new SipExtension("reception", { extensionId: "1000", userId: "user", elements });
        new ozeki.Extension("menu", { extensionId: "700", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });`,
    });
    plantPasswordsOf(office);
    office.plant("Marked-Own-Pin", "Marked-Changed", "Marked-Other-Pin");
    const { stack, pbx } = office;
    await stack.up();
    const report = async (...args: string[]) => {
      const { code, stdout } = await stack.ozeki(["report", "--stack", "dev", "--format", "json", ...args]);
      return { code, ...JSON.parse(stdout) };
    };
    const own = ["--match", "1000", "--match", "7*"];
    expect(await report(...own)).toMatchObject({ code: 0, isDifferent: false, areSecretsCompared: true });

    pbx.extensions.setElement("1000", "Password", "Marked-Changed");
    pbx.extensions.setElement("1000", "VoicemailPin", "Marked-Other-Pin");
    pbx.extensions.setElement("1000", "Codec", "PCMU");
    pbx.extensions.remove("700");
    const codec = { property: "elements.Codec", inState: "PCMA", onPbx: "PCMU", isSecret: false };
    const secret = { inState: null, onPbx: null, isSecret: true };
    const changed = await report();
    expect(changed).toMatchObject({
      code: 3,
      strangers: [{ id: "600" }, { id: "1001" }],
      missing: [{ id: "700", resource: "menu" }],
      drift: [{ id: "1000", resource: "reception" }],
    });
    expect(changed.drift[0].properties).toHaveLength(3);
    expect(changed.drift[0].properties).toEqual(
      expect.arrayContaining([
        codec,
        { ...secret, property: "elements.VoicemailPin" },
        { ...secret, property: "password" },
      ]),
    );

    stack.environment.PULUMI_CONFIG_PASSPHRASE = undefined;
    const without = await report();
    expect(without).toMatchObject({ code: 3, areSecretsCompared: false, missing: [{ id: "700" }] });
    expect(without.drift).toEqual([{ ...changed.drift[0], properties: [codec] }]);
    const page = await stack.ozeki(["report", "--stack", "dev", "--out", "report.html"]);
    expect(page.code).toBe(3);
    expect(page.output).toContain("its passphrase is not set (PULUMI_CONFIG_PASSPHRASE)");
  });
});
