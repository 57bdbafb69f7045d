import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const RECEPTION = `
  new SipExtension("reception", {
    extensionId: "1000",
    userId: process.env.USER_ID ?? "reception",
    password: process.env.RECEPTION_PASSWORD,
  });`;

const reception = {
  program: RECEPTION,
  environment: { RECEPTION_PASSWORD: "Marked-Reception-1" },
};

describe.each(["dynamic", "native"] as const)("an extension on the real engine, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions) => openAnyOffice({ ...options, adapter });

  test("is made by up with one request, and left alone by the next up and preview with none", async () => {
    const office = await openOffice(reception);

    const first = await office.stack.upWithPreview();
    expect(first).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 1000 200"]);
    expect(office.pbx.extensions.get("1000")?.elements).toEqual([
      ["AuthorizationName", "1000"],
      ["Password", "Marked-Reception-1"],
      ["Username", "1000"],
      ["Enabled", "true"],
      ["ID", "1000"],
      ["UserID", "reception"],
    ]);
    expect(office.stack.outputs("reception")).toMatchObject({ extensionId: "1000", pbx: office.pbx.origin });

    const second = await office.stack.up();
    expect(second.output).toContain("2 unchanged");
    const preview = await office.stack.preview("--expect-no-changes");
    expect(preview).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
  });

  test("shows its defaults in the preview, before anything is sent", async () => {
    const office = await openOffice(reception);
    const { output } = await office.stack.preview();
    expect(output).toContain('authorizationName: "1000"');
    expect(output).toContain('username         : "1000"');
    expect(output).toContain("enabled          : true");
    expect(output).toContain("password         : [secret]");
    expect(office.requests()).toEqual([]);
  });

  test("is updated in the one property that changed, and keeps what nobody declared to the letter", async () => {
    const office = await openOffice(reception);
    await office.stack.up();
    office.pbx.extensions.setElement("1000", "VoicemailPin", " 00\n12 ");
    office.pbx.extensions.addXml(
      "1000",
      '<Codecs order="1"><Codec>PCMA</Codec><Codec>G729</Codec></Codecs><Note xsi:nil="true" />',
    );
    const undeclared = () => /<VoicemailPin>.*<Note [^>]*>/s.exec(office.pbx.extensions.get("1000")?.xml ?? "")?.[0];
    const before = undeclared();
    expect(before).toContain("G729");
    office.requests();

    office.stack.environment.USER_ID = "front-desk";
    const preview = await office.stack.preview();
    expect(preview.output).toMatch(/~ userId *: "reception" => "front-desk"/);
    expect(preview.output.match(/~ \w+ *: /g)).toHaveLength(1);
    expect(office.requests()).toEqual([]);

    const up = await office.stack.up();
    expect(up.output).toContain("[diff: ~userId]");
    expect(office.requests()).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(office.text("1000", "UserID")).toBe("front-desk");
    expect(undeclared()).toBe(before);
  });

  test("is asked for once and not written by an update that has nothing to change on the PBX", async () => {
    const office = await openOffice(reception);
    await office.stack.up();
    office.requests();
    office.pbx.extensions.setElement("1000", "UserID", "front-desk");
    office.stack.environment.USER_ID = "front-desk";
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["GetConfig 1000 200"]);
  });

  test("is replaced when its ID changes: the new one is made before the old one goes", async () => {
    const office = await openOffice(reception);
    await office.stack.up();
    office.requests();
    office.stack.program(RECEPTION.replace('"1000"', '"1001"'));
    const { output, code } = await office.stack.up();
    expect(code).toBe(0);
    expect(output).toContain("+-1 replaced");
    expect(office.requests()).toEqual(["AddConfig 1001 200", "RemoveConfig 1000 200"]);
    expect(office.pbx.extensions.ids()).toEqual(["1001"]);
  });

  test("is removed first with the option deleteBeforeReplace", async () => {
    const office = await openOffice(reception);
    await office.stack.up();
    office.requests();
    office.stack.program(RECEPTION.replace('"1000"', '"1001"').replace("});", "}, { deleteBeforeReplace: true });"));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["RemoveConfig 1000 200", "AddConfig 1001 200"]);
  });

  test("is removed by destroy with one request, also where it is gone already", async () => {
    const office = await openOffice({
      ...reception,
      program: `${RECEPTION}
        new SipExtension("gone", { extensionId: "1002", userId: "gone" });`,
    });
    await office.stack.up();
    office.pbx.extensions.remove("1002");
    office.requests();
    const { code, output } = await office.stack.destroy();
    expect(output).not.toContain("error");
    expect(code).toBe(0);
    expect(office.requests().sort()).toEqual(["RemoveConfig 1000 200", "RemoveConfig 1002 701"]);
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("outputs its values to the program, the password as a secret", async () => {
    const office = await openOffice({
      ...reception,
      program: `
        const reception = new SipExtension("reception", { extensionId: "1000", userId: "reception", password: process.env.RECEPTION_PASSWORD });
        module.exports = { login: reception.authorizationName, password: reception.password, pbx: reception.pbx };`,
    });
    const { output } = await office.stack.up();
    expect(output).toMatch(/login +: "1000"/);
    expect(output).toContain("password: [secret]");
    expect(output).toContain(office.pbx.origin);
  });
});
