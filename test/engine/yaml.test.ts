import { readFileSync } from "node:fs";
import { join } from "node:path";
import { offices } from "../support/openOffices";

const openOffice = offices();

const EXAMPLE = join(__dirname, "..", "..", "examples", "office-yaml", "Pulumi.yaml");

const OFFICE = `
config:
  receptionPassword: { type: string, secret: true }
resources:
  reception:
    type: ozeki:SipExtension
    properties: { extensionId: "1000", userId: reception, password: "\${receptionPassword}", elements: { VoicemailPin: { "fn::join": ["-", [Marked, Pin, "1"]] }, Codec: PCMA } }
  sales:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna }
outputs:
  login: \${sales.authorizationName}
  password: \${sales.password}
  pbx: \${sales.pbx}
`;

async function openYamlOffice(program = OFFICE) {
  const office = await openOffice({ adapter: "yaml", program });
  office.plant("Marked-Pin-1", "Marked-Reception-1", "Marked-Reception-2", "Marked-Drift-1");
  await office.stack.setSecret("receptionPassword", "Marked-Reception-1");
  return office;
}

describe("a program in YAML", () => {
  test("is what the example shows, from up to destroy", async () => {
    const example = readFileSync(EXAMPLE, "utf8");
    const office = await openYamlOffice(example.slice(example.indexOf("\nconfig:")));
    const { stack } = office;
    const up = await stack.upWithPreview();
    expect(up).toMatchObject({ code: 0 });
    expect(up.output).not.toContain("warning");
    expect(office.requests().sort()).toEqual(["1000", "1001", "1002", "1019"].map((id) => `AddConfig ${id} 200`));
    expect(office.text("1000", "Password")).toBe("Marked-Reception-1");
    expect(office.text("1019", "Enabled")).toBe("false");
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("goes through up, preview and destroy with one request for each extension", async () => {
    const office = await openYamlOffice();
    const { stack } = office;
    const preview = await stack.preview();
    expect(preview.output).toContain('authorizationName: "1000"');
    expect(preview.output).toContain("VoicemailPin: [secret]");
    expect(preview.output).toMatch(/login *: "2000"/);
    expect(preview.output).toMatch(/password: \[unknown\]/);
    expect(preview.output).toContain(`pbx     : "${office.pbx.origin}"`);
    expect(office.requests()).toEqual([]);

    const up = await stack.up();
    expect(up.output).toContain("password: [secret]");
    expect(up).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["AddConfig 1000 200", "AddConfig 2000 200"]);
    expect(office.text("1000", "Password")).toBe("Marked-Reception-1");

    expect((await stack.up()).output).toContain("3 unchanged");
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["GetConfig 1000 200", "GetConfig 2000 200"]);

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["RemoveConfig 1000 200", "RemoveConfig 2000 200"]);
  });

  test("shows each property that changes, and which of the secrets", async () => {
    const office = await openYamlOffice();
    const { stack } = office;
    await stack.up();
    office.requests();
    await stack.setSecret("receptionPassword", "Marked-Reception-2");
    stack.program(OFFICE.replace("anna", "bob").replace("Codec: PCMA", 'Ptime: "20"'));
    const preview = await stack.preview();
    expect(preview.output).toMatch(/~ password *: \[secret\] => \[secret\]/);
    expect(preview.output).toMatch(/- Codec *: "PCMA"/);
    expect(preview.output).toMatch(/\+ Ptime *: "20"/);
    expect(preview.output).toMatch(/~ userId *: "anna" => "bob"/);
    expect(preview.output).not.toMatch(/~ VoicemailPin/);
    expect(office.requests()).toEqual([]);
    const up = await stack.up();
    expect(up).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual([
      ...["GetConfig 1000 200", "GetConfig 2000 200"],
      ...["ModifyConfig 1000 200", "ModifyConfig 2000 200"],
    ]);
    expect(office.text("1000", "Password")).toBe("Marked-Reception-2");
  });

  test("sees drift property by property, also that of a secret, and sets it right again", async () => {
    const office = await openYamlOffice();
    const { stack } = office;
    await stack.up();
    office.pbx.extensions.setElement("1000", "UserID", "somebody");
    office.pbx.extensions.setElement("1000", "Password", "Marked-Drift-1");
    office.pbx.extensions.remove("2000");
    expect(await stack.driftGate()).not.toMatchObject({ code: 0 });
    const refresh = await stack.refresh();
    expect(refresh.output).toMatch(/~ userId *: "reception" => "somebody"/);
    expect(refresh.output).toMatch(/~ password *: \[secret\] => \[secret\]/);
    expect(refresh.output).toMatch(/- ozeki:index:SipExtension: \(delete\)/);
    office.requests();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["AddConfig 2000 200", "GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(office.text("1000", "Password")).toBe("Marked-Reception-1");
  });

  test("imports an extension by its ID without its password, and leaves it as it is", async () => {
    const office = await openYamlOffice();
    const { stack } = office;
    await stack.up();
    office.pbx.extensions.set({ ID: "3000", UserID: "carl", Password: "Marked-Carl-1" });
    office.plant("Marked-Carl-1");
    office.requests();
    const imported = await stack.pulumi([
      "import",
      "ozeki:index:SipExtension",
      "carl",
      "3000",
      "--yes",
      "--protect=false",
    ]);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.output).toMatch(/userId: carl/);
    expect(imported.output).not.toMatch(/password:(?! \[secret\])/);
    expect(new Set(office.requests())).toEqual(new Set(["GetConfig 3000 200"]));
    const carl = `
  carl:
    type: ozeki:SipExtension
    properties: { extensionId: "3000", userId: carl }
outputs:`;
    stack.program(OFFICE.replace("\noutputs:", carl));
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
    expect((await stack.up()).output).toContain("4 unchanged");
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
    expect(office.requests().filter((request) => !request.startsWith("GetConfig"))).toEqual([]);
    expect(office.text("3000", "Password")).toBe("Marked-Carl-1");

    const missing = await stack.pulumi(["import", "ozeki:index:SipExtension", "nobody", "3001", "--yes"]);
    expect(missing.output).toContain("resource '3001' does not exist");
    expect(missing.code).not.toBe(0);
  });

  test("gets an extension that it does not manage, with and without a part of its state, and leaves it there", async () => {
    const office = await openYamlOffice(`
resources:
  porter: { type: "ozeki:SipExtension", get: { id: "3000" } }
  guard: { type: "ozeki:SipExtension", get: { id: "3001", state: { extensionId: "3001", userId: nobody } } }
outputs: { owners: "\${porter.userId} \${guard.userId}", password: "\${porter.password}" }
`);
    office.plant("Marked-Porter-1", "Marked-Guard-1");
    office.pbx.extensions.set({ ID: "3000", UserID: "carl", Password: "Marked-Porter-1" });
    office.pbx.extensions.set({ ID: "3001", UserID: "dora", Password: "Marked-Guard-1" });
    const up = await office.stack.up();
    expect(up).toMatchObject({ code: 0 });
    expect(up.output).toMatch(/owners *: "carl dora"/);
    expect(up.output).toMatch(/password: \[secret\]/);
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids()).toEqual(["3000", "3001"]);
    expect(new Set(office.requests())).toEqual(new Set(["GetConfig 3000 200", "GetConfig 3001 200"]));
  });

  test("has several PBXs as several providers, and tells what is wrong with one", async () => {
    const office = await openYamlOffice();
    const branch = `
  branch:
    type: pulumi:providers:ozeki
    properties: { url: "${office.pbx.origin.replace("127.0.0.1", "localhost")}", username: admin, password: { "fn::join": ["-", [Marked, Api, "1"]] } }
  lobby:
    type: ozeki:SipExtension
    properties: { extensionId: "4000", userId: lobby }
    options: { provider: "\${branch}" }
outputs:`;
    office.plant("Marked-Api-1");
    office.stack.program(OFFICE.replace("\noutputs:", branch.replace("username: admin, ", "maxRetries: 1000, ")));
    const wrong = await office.stack.preview();
    expect(wrong.code).not.toBe(0);
    expect(wrong.output).toContain("ozeki:password is set without ozeki:username");
    expect(wrong.output).toContain("ozeki:maxRetries must be");
    expect(office.requests()).toEqual([]);

    office.stack.program(OFFICE.replace("\noutputs:", branch));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["AddConfig 1000 200", "AddConfig 2000 200", "AddConfig 4000 200"]);
    expect(office.stack.outputs("lobby").pbx).toContain("http://localhost:");
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("keeps its phones when they move to a provider that knows the PBX by another address, renamed or under --replace '**'", async () => {
    const office = await openYamlOffice();
    const { stack, pbx } = office;
    const withPhone = (name: string, provider: string) => `${OFFICE.slice(0, OFFICE.indexOf("resources:"))}
resources:
  one: { type: "pulumi:providers:ozeki", properties: { url: "${pbx.origin}" } }
  two: { type: "pulumi:providers:ozeki", properties: { url: "${pbx.origin.replace("127.0.0.1", "localhost")}" } }
  ${name}:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna, password: "\${receptionPassword}" }
    options: { provider: "\${${provider}}" }
`;
    stack.program(withPhone("sales", "one"));
    expect(await stack.up()).toMatchObject({ code: 0 });
    const before = pbx.extensions.get("2000")?.xml;

    stack.program(withPhone("renamed", "two"));
    const renamed = await stack.up();
    expect(renamed).toMatchObject({ code: 0, output: expect.stringContaining("both addresses may belong to one PBX") });
    expect(pbx.extensions.get("2000")?.xml).toBe(before);

    stack.program(withPhone("renamed", "one"));
    const replaced = await stack.up("--replace", "**");
    expect(replaced).toMatchObject({ code: 0 });
    expect(pbx.extensions.get("2000")?.xml).toBe(before);
    expect(office.requests().filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("keeps its phones when they move to another provider of the same PBX, and under --replace '**'", async () => {
    const office = await openYamlOffice();
    const { stack } = office;
    const withProviders = (provider: string) => `
resources:
  one: { type: "pulumi:providers:ozeki", properties: { url: "${office.pbx.origin}" } }
  two: { type: "pulumi:providers:ozeki", properties: { url: "${office.pbx.origin}" } }
  sales:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna, password: "\${receptionPassword}" }
    options: { provider: "\${${provider}}" }
`;
    const config = OFFICE.slice(0, OFFICE.indexOf("resources:"));
    stack.program(config + withProviders("one"));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 2000 200"]);

    stack.program(config + withProviders("two"));
    const moved = await stack.up();
    expect(moved).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);
    expect(office.requests().filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);

    const replaced = await stack.up("--replace", "**");
    expect(replaced).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);
    expect(office.requests().filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
  });

  test("looks things up, in a preview too, with secrets as secrets", async () => {
    const office = await openYamlOffice(`
variables:
  found:
    fn::invoke:
      function: ozeki:getSipExtension
      arguments: { extensionId: "3000" }
  listed:
    fn::invoke:
      function: ozeki:listExtensions
      arguments: { type: SIP, match: "30*" }
outputs:
  owner: \${found.userId}
  password: \${found.password}
  first: \${listed.extensions[0].id}
`);
    office.pbx.extensions.set({ ID: "3000", UserID: "porter", Password: "Marked-Looked-Up-1" });
    office.plant("Marked-Looked-Up-1");
    const preview = await office.stack.preview();
    expect(preview.output).toMatch(/first *: "3000"/);
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    // YAML makes a secret of all of a result that holds one.
    const { stdout } = await office.stack.pulumi(["stack", "output", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ owner: "[secret]", password: "[secret]", first: "3000" });
    office.pbx.extensions.remove("3000");
    const missing = await office.stack.preview();
    expect(missing.code).not.toBe(0);
    expect(missing.output).toMatch(/There is no extension 3000 on \S+ \(code 701\)/);
    expect(missing.output).not.toContain("defect");
  });

  const phone = (options: string, more = "") => `
resources:
  sales:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna${more} }
    options: { ${options} }
`;

  test("knows the options of resources as other providers do", async () => {
    const office = await openYamlOffice(phone("protect: true"));
    const { stack } = office;
    await stack.up();
    const kept = await stack.destroy();
    expect(kept.code).not.toBe(0);
    expect(kept.output).toContain("protect");
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);

    office.requests();
    stack.program(phone("ignoreChanges: [userId]").replace("anna", "bob"));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
    expect(office.text("2000", "UserID")).toBe("anna");

    stack.program(phone("replaceOnChanges: [enabled]", ", enabled: false"));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["RemoveConfig 2000 200", "AddConfig 2000 200"]);

    stack.program(
      phone("aliases: [urn:pulumi:dev::test::ozeki:index:SipExtension::sales]", ", enabled: false").replace(
        "sales:\n",
        "vendors:\n",
      ),
    );
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
    expect(stack.extensions().map(({ urn }) => urn.split("::").at(-1))).toEqual(["vendors"]);

    stack.program(phone("retainOnDelete: true", ", enabled: false").replace("sales:\n", "vendors:\n"));
    await stack.up();
    office.requests();
    stack.program("");
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);
    expect(stack.extensions()).toEqual([]);
  });

  test("leaves what goes with another resource to that: deletedWith", async () => {
    const office = await openYamlOffice(`
resources:
  boss:
    type: ozeki:SipExtension
    properties: { extensionId: "2000", userId: anna }
  assistant:
    type: ozeki:SipExtension
    properties: { extensionId: "2001", userId: bob }
    options: { deletedWith: "\${boss}" }
`);
    await office.stack.up();
    office.requests();
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["RemoveConfig 2000 200"]);
  });

  test("takes over what a TypeScript program made, without a write: a stack moves from one provider to the other", async () => {
    const office = await openOffice({
      adapter: "dynamic",
      program: 'new SipExtension("reception", { extensionId: "1000", userId: "reception" });',
    });
    const { stack } = office;
    await stack.up();
    const password = office.text("1000", "Password");
    office.requests();
    const [old] = stack.extensions();
    expect(await stack.pulumi(["state", "delete", old?.urn ?? "", "--yes"])).toMatchObject({ code: 0 });
    stack.useYaml(`
resources:
  reception:
    type: ozeki:SipExtension
    properties: { extensionId: "1000", userId: reception }
`);
    const imported = await stack.pulumi([
      "import",
      "ozeki:index:SipExtension",
      "reception",
      "1000",
      "--yes",
      "--protect=false",
      "--generate-code=false",
    ]);
    expect(imported).toMatchObject({ code: 0 });
    expect((await stack.preview("--expect-no-changes")).output).toContain("2 unchanged");
    expect((await stack.up()).output).toContain("2 unchanged");
    expect(office.requests().every((request) => request.startsWith("GetConfig"))).toBe(true);
    expect(office.text("1000", "Password")).toBe(password);
    expect(await stack.driftGate()).toMatchObject({ code: 0 });
  });
});
