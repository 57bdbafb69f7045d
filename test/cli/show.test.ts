import { outcome, startOffice } from "./support/office";

describe("show", () => {
  it("shows every element of an extension, secrets masked by their names, deep inside too", async () => {
    const pbx = await startOffice();
    for (const args of [["1000"], ["600"], ["600", "--xml"], ["600", "--json"]]) {
      const { code, out } = await outcome(["show", ...args, "--url", pbx.origin]);
      expect(code).toBe(0);
      expect(out).toContain("********");
      expect(out).not.toContain("Marked");
    }
    const open = await outcome(["show", "600", "--show-passwords", "--xml", "--url", pbx.origin]);
    expect(open.out).toBe(
      [
        '<Config knownType="MadeUpMenuInfo">',
        "  <ID>600</ID>",
        "  <Name>Menu</Name>",
        '  <Trunk secret="Marked-Attribute"><ProxyPassword><Inner>Marked-Inner</Inner></ProxyPassword></Trunk>',
        "</Config>",
      ].join("\n"),
    );
    expect(pbx.writes).toEqual([]);
  });

  it("prints id, type and knownType as JSON, and null for what there is not", async () => {
    const pbx = await startOffice();
    const json = async (id: string) => JSON.parse((await outcome(["show", id, "--json", "--url", pbx.origin])).out);
    const sip = await json("1000");
    expect(sip).toMatchObject({ id: "1000", type: "SIP", knownType: "SIPExtensionInfo", xml: null });
    expect(sip.elements).toMatchObject({ UserID: "reception", Enabled: "true" });
    expect(await json("600")).toMatchObject({
      id: "600",
      type: "MadeUpMenu",
      knownType: "MadeUpMenuInfo",
      elements: { Name: "Menu" },
      xml: expect.stringMatching(/^<Trunk /),
    });
  });

  it("says of an extension that there is not where to look", async () => {
    const pbx = await startOffice();
    const { code, err } = await outcome(["show", "7", "--url", pbx.origin]);
    expect(code).toBe(1);
    expect(err).toBe(`error: ${pbx.origin} has no extension 7 (code 701). \`pulumi-ozeki list\` prints all IDs`);
  });
});
