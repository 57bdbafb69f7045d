import { bothAdapters } from "../support/adapters";
import { openOffice } from "../support/openOffice";

const PHONES = 60;

describe.each(bothAdapters)("a PBX that is off, by the %s provider", (adapter) => {
  test("costs a refresh of sixty phones one explanation and under 200 lines, and the state loses none", async () => {
    const office = await openOffice({
      adapter,
      program: `for (let i = 0; i < ${PHONES}; i++) new SipExtension("phone" + i, { extensionId: String(1000 + i), userId: "user" });`,
    });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    const before = office.stack.extensionIds();
    expect(before).toHaveLength(PHONES);
    await office.pbx.stop();

    const { code, output } = await office.stack.pulumi(["refresh", "--yes", "--skip-preview"]);
    expect(code).not.toBe(0);
    expect(output.split("\n").length).toBeLessThan(200);
    const [, diagnostics = ""] = output.split("Diagnostics:");
    expect(diagnostics.match(/Check that the PBX is running/g)).toHaveLength(1);
    for (const id of before) {
      expect(diagnostics).toMatch(new RegExp(`\\b${id}\\b`));
    }
    expect(output).not.toMatch(/^\s+at /m);
    expect(office.stack.extensionIds()).toEqual(before);
  });
});
