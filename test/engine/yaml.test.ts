import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffOf } from "../support/diffOf";
import { openOffice, openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

const EXAMPLE = readFileSync(join(__dirname, "..", "..", "examples", "office-yaml", "Pulumi.yaml"), "utf8");
/** The example without its name, runtime and plugin. */
const OFFICE = EXAMPLE.slice(EXAMPLE.indexOf("\nconfig:"));
const IDS = ["1000", "1001", "1002", "1019", "1020"];

/** Adds to the resources, the other sections and the outputs of a program. */
const withMore = (program: string, { resources = "", outputs = "" }) =>
  program.replace("\noutputs:", `${resources}\noutputs:${outputs}`);

/** The example, and an extension with elements. */
const PROGRAM = withMore(OFFICE, {
  resources: `
  porch:
    type: ozeki:SipExtension
    properties: { extensionId: "1020", userId: porch, elements: { VoicemailPin: { "fn::join": ["-", [Marked, Pin, "1"]] }, Codec: PCMA } }`,
  outputs: `
  login: \${porch.authorizationName}
  porchPassword: \${porch.password}
  pbx: \${porch.pbx}`,
});

describe("the example in YAML", () => {
  /** From the first preview to the destroy, with an extension that is read, imported and looked up on the way. */
  async function run() {
    const office = await openSharedOffice({ adapter: "yaml", program: PROGRAM });
    const { stack, pbx } = office;
    const { extensions } = pbx;
    office.plant("Marked-Reception-1", "Marked-Reception-2", "Marked-Drift-1", "Marked-Pin-1");
    office.plant("Marked-Carl-1", "Marked-Porter-1", "Marked-Guard-1");
    extensions.set({ ID: "3000", UserID: "carl", Password: "Marked-Carl-1" });
    extensions.set({ ID: "3001", UserID: "porter", Password: "Marked-Porter-1" });
    extensions.set({ ID: "3002", UserID: "guard", Password: "Marked-Guard-1" });
    stack.setSecret("receptionPassword", "Marked-Reception-1");

    const firstPreview = await recorded(office, stack.preview());
    const create = await recorded(office, stack.up());
    const created = { password: office.text("1000", "Password"), enabled: office.text("1019", "Enabled") };
    const unchanged = await recorded(office, stack.upWithPreview("--expect-no-changes"));

    stack.setSecret("receptionPassword", "Marked-Reception-2");
    const changed = PROGRAM.replace("anna", "bob").replace("Codec: PCMA", 'Ptime: "20"');
    stack.program(changed);
    const secondPreview = await recorded(office, stack.preview());
    const update = await recorded(office, stack.up());
    const updated = office.text("1000", "Password");

    extensions.setElement("1000", "UserID", "visitor");
    extensions.setElement("1000", "Password", "Marked-Drift-1");
    extensions.remove("1019");
    const gate = await recorded(office, stack.driftGate());
    const refresh = await recorded(office, stack.refresh());
    const importArgs = ["import", "ozeki:index:SipExtension", "carl", "3000", "--yes", "--protect=false"];
    const imported = await recorded(office, stack.pulumi(importArgs));
    const missing = await recorded(
      office,
      stack.pulumi(["import", "ozeki:index:SipExtension", "no-one", "3009", "--yes"]),
    );
    stack.program(
      withMore(changed, {
        resources: `
  carl: { type: "ozeki:SipExtension", properties: { extensionId: "3000", userId: carl } }
  porter: { type: "ozeki:SipExtension", get: { id: "3001" } }
  guard: { type: "ozeki:SipExtension", get: { id: "3002", state: { extensionId: "3002", userId: no-one } } }
variables:
  found: { "fn::invoke": { function: "ozeki:getSipExtension", arguments: { extensionId: "3001" } } }
  listed: { "fn::invoke": { function: "ozeki:listExtensions", arguments: { type: SIP, match: "30*" } } }`,
        outputs: `
  owners: "\${porter.userId} \${guard.userId}"
  porterPassword: \${porter.password}
  foundOwner: \${found.userId}
  foundPassword: \${found.password}
  first: \${listed.extensions[0].id}`,
      }),
    );
    const repair = await recorded(office, stack.upWithPreview());
    const repaired = office.text("1000", "Password");
    const outputs = JSON.parse((await stack.pulumi(["stack", "output", "--json"])).stdout) as Record<string, unknown>;
    const last = await recorded(office, stack.up("--refresh", "--expect-no-changes"));
    const carl = office.text("3000", "Password");
    const destroy = await recorded(office, stack.destroy());
    return {
      ...{ pbx, firstPreview, create, created, unchanged, secondPreview, update, updated, gate, refresh },
      ...{ imported, missing, repair, repaired, outputs, last, carl, destroy },
    };
  }

  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("preview shows defaults, masks secrets, and sends nothing", () => {
    const { code, output, requests } = story.firstPreview;
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
    expect(output).toContain('authorizationName: "1000"');
    expect(diffOf(output, "reception")).toMatch(/password *: \[secret\]/);
    expect(diffOf(output, "porch")).toContain("VoicemailPin: [secret]");
    expect(output).toMatch(/login *: "1020"/);
    expect(output).toMatch(/porchPassword *: \[unknown\]/);
    expect(output).toMatch(new RegExp(`pbx *: "${story.pbx.origin}"`));
  });

  test("up creates every extension with one request, and prints no warning", () => {
    expect(story.create.code).toBe(0);
    expect(story.create.output).not.toContain("warning");
    expect(story.create.output).toMatch(/porchPassword *: \[secret\]/);
    expect(story.create.requests.sort()).toEqual(IDS.map((id) => `AddConfig ${id} 200`));
    expect(story.created).toEqual({ password: "Marked-Reception-1", enabled: "false" });
  });

  test("preview and up change nothing and send nothing where nothing changed", () => {
    expect(story.unchanged).toMatchObject({ code: 0, requests: [] });
  });

  test("preview shows each property that changes, and which of the secrets", () => {
    const { output, requests } = story.secondPreview;
    expect(diffOf(output, "reception")).toMatch(/~ password *: \[secret\] => \[secret\]/);
    expect(output).toMatch(/~ userId *: "anna" => "bob"/);
    const porch = diffOf(output, "porch");
    expect(porch).toMatch(/- Codec *: "PCMA"/);
    expect(porch).toMatch(/\+ Ptime *: "20"/);
    expect(porch).not.toMatch(/~ VoicemailPin/);
    expect(requests).toEqual([]);
    expect(story.update).toMatchObject({ code: 0, output: expect.stringContaining("~ 3 updated") });
    expect(story.updated).toBe("Marked-Reception-2");
  });

  test("refresh shows drift property by property, also of a secret, and up repairs it", () => {
    expect(story.gate.code).not.toBe(0);
    const diff = diffOf(story.refresh.output, "reception");
    expect(diff).toMatch(/~ userId *: "[^"]*" => "visitor"/);
    expect(diff).toMatch(/~ password *: \[secret\] => \[secret\]/);
    expect(story.refresh.output).toMatch(/- ozeki:index:SipExtension: \(delete\)/);
    expect(story.repair).toMatchObject({ code: 0 });
    expect(requestsAbout(story.repair, "1000").slice(-2)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(requestsAbout(story.repair, "1019")).toEqual(["AddConfig 1019 200"]);
    expect(story.repaired).toBe("Marked-Reception-2");
  });

  test("pulumi import reads an extension without its password, and up leaves it as it is", () => {
    expect(story.imported.code).toBe(0);
    expect(story.imported.output).toMatch(/userId: carl/);
    expect(story.imported.output).not.toMatch(/password:(?! \[secret\])/);
    expect(new Set(story.imported.requests)).toEqual(new Set(["GetConfig 3000 200"]));
    for (const step of [story.repair, story.last]) {
      expect(requestsAbout(step, "3000").filter((request) => !request.startsWith("GetConfig"))).toEqual([]);
    }
    expect(story.carl).toBe("Marked-Carl-1");
    expect(story.last).toMatchObject({ code: 0 });
  });

  test("pulumi import of an extension that does not exist fails", () => {
    expect(story.missing.code).not.toBe(0);
    expect(story.missing.output).toContain("resource '3009' does not exist");
  });

  test("get reads an extension that the stack does not manage, with and without a part of its state", () => {
    expect(story.outputs.owners).toBe("porter guard");
    expect(story.outputs.porterPassword).toBe("[secret]");
    expect(story.pbx.extensions.ids()).toEqual(["3001", "3002"]);
  });

  test("a function is called, in a preview too, and returns secrets as secrets", () => {
    expect(story.repair.output.match(/first *: "3000"/g)).toHaveLength(2);
    // YAML makes a secret of all of a result that holds one.
    expect(story.outputs).toMatchObject({ foundOwner: "[secret]", foundPassword: "[secret]", first: "3000" });
  });

  test("destroy removes what the stack manages with one request each", () => {
    expect(story.destroy).toMatchObject({ code: 0 });
    const removed = story.destroy.requests.filter((request) => request.startsWith("RemoveConfig"));
    expect(removed.sort()).toEqual([...IDS, "3000"].map((id) => `RemoveConfig ${id} 200`));
  });
});

const phone = (name: string, id: string, options: string, properties = "userId: anna") => `
  ${name}:
    type: ozeki:SipExtension
    properties: { extensionId: "${id}", ${properties} }
    options: { ${options} }`;

describe("a resource in YAML has the options of other providers", () => {
  async function run() {
    const office = await openSharedOffice({
      adapter: "yaml",
      program: `resources:${[
        phone("protected", "2000", "protect: true"),
        phone("ignoring", "2001", ""),
        phone("replaced", "2002", ""),
        phone("before", "2003", ""),
        phone("retained", "2004", "retainOnDelete: true"),
        phone("boss", "2005", ""),
        phone("assistant", "2006", `deletedWith: "\${boss}"`),
      ].join("")}`,
    });
    const { stack, pbx } = office;
    const create = await recorded(office, stack.up());
    stack.program(
      `resources:${[
        phone("protected", "2000", "protect: true"),
        phone("ignoring", "2001", "ignoreChanges: [userId]", "userId: bob"),
        phone("replaced", "2002", "replaceOnChanges: [enabled]", "userId: anna, enabled: false"),
        phone("after", "2003", "aliases: [urn:pulumi:dev::test::ozeki:index:SipExtension::before]"),
      ].join("")}`,
    );
    const update = await recorded(office, stack.up());
    const names = stack.extensions().map(({ urn }) => urn.split("::").at(-1));
    const user = office.text("2001", "UserID");
    const destroy = await recorded(office, stack.destroy());
    return { pbx, create, update, names: names.sort(), user, destroy };
  }

  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
    expect([story.create, story.update]).toMatchObject([{ code: 0 }, { code: 0 }]);
  });

  test("protect: destroy fails, and keeps the extension", () => {
    expect(story.destroy.code).not.toBe(0);
    expect(story.destroy.output).toContain("protect");
    expect(requestsAbout(story.destroy, "2000")).toEqual([]);
    expect(story.pbx.extensions.ids()).toContain("2000");
  });

  test("ignoreChanges: up writes nothing", () => {
    expect(requestsAbout(story.update, "2001")).toEqual([]);
    expect(story.user).toBe("anna");
  });

  test("replaceOnChanges: up deletes the extension and creates it again", () => {
    expect(requestsAbout(story.update, "2002")).toEqual(["RemoveConfig 2002 200", "AddConfig 2002 200"]);
  });

  test("aliases: up renames the resource, and sends nothing", () => {
    expect(requestsAbout(story.update, "2003")).toEqual([]);
    expect(story.names).toEqual(["after", "ignoring", "protected", "replaced"]);
  });

  test("retainOnDelete: up leaves the extension on the PBX", () => {
    expect(requestsAbout(story.update, "2004")).toEqual([]);
    expect(story.pbx.extensions.ids()).toContain("2004");
  });

  test("deletedWith: up removes only the extension that the other one is deleted with", () => {
    expect(requestsAbout(story.update, "2005", "2006")).toEqual(["RemoveConfig 2005 200"]);
  });
});

describe("several providers in YAML", () => {
  const SECRET = "\nconfig: { receptionPassword: { type: string, secret: true } }\nresources:";
  const provider = (name: string, url: string, more = "") =>
    `\n  ${name}: { type: "pulumi:providers:ozeki", properties: { url: "${url}"${more} } }`;
  const kept = (name: string, id: string, of: string) =>
    phone(name, id, `provider: "\${${of}}"`, `userId: anna, password: "\${receptionPassword}"`);

  async function run() {
    const office = await openSharedOffice({ adapter: "yaml" });
    const { stack, pbx } = office;
    office.plant("Marked-Api-1", "Marked-Reception-1");
    stack.setSecret("receptionPassword", "Marked-Reception-1");
    const apiPassword = ', password: { "fn::join": ["-", [Marked, Api, "1"]] }';
    const byName = pbx.origin.replace("127.0.0.1", "localhost");
    const onPbx = () => ["2000", "2001"].map((id) => pbx.extensions.get(id)?.xml);

    stack.program(
      `${SECRET}${provider("branch", byName, `${apiPassword}, maxRetries: 1000`)}${kept("a", "2000", "branch")}`,
    );
    const wrong = await recorded(office, stack.preview());

    const providers = provider("one", pbx.origin) + provider("two", pbx.origin) + provider("three", byName);
    const loggedIn = provider("branch", byName, `${apiPassword}, username: admin`) + kept("lobby", "4000", "branch");
    const program = (...phones: string[]) => `${SECRET}${providers}${loggedIn}${phones.join("")}`;
    stack.program(program(kept("sales", "2000", "one"), kept("same-address", "2001", "one")));
    const create = await recorded(office, stack.up());
    const before = onPbx();
    const lobby = stack.outputs("lobby").pbx;

    stack.program(program(kept("renamed", "2000", "three"), kept("same-address", "2001", "two")));
    const move = await recorded(office, stack.up());
    const moved = onPbx();
    const replace = await recorded(office, stack.up("--replace", "**"));
    const replaced = onPbx();
    const last = await recorded(office, stack.up("--refresh", "--expect-no-changes"));
    const destroy = await recorded(office, stack.destroy());
    return { pbx, wrong, create, before, lobby, move, moved, replace, replaced, last, destroy };
  }

  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("preview reports every mistake in the settings of one, and sends nothing", () => {
    expect(story.wrong.code).not.toBe(0);
    expect(story.wrong.output).toContain("ozeki:username is missing");
    expect(story.wrong.output).toContain("ozeki:maxRetries must be");
    expect(story.wrong.requests).toEqual([]);
  });

  test("each send their extensions to their PBX", () => {
    expect(story.create).toMatchObject({ code: 0 });
    expect(story.create.requests.sort()).toEqual(["2000", "2001", "4000"].map((id) => `AddConfig ${id} 200`));
    expect(story.lobby).toContain("http://localhost:");
    expect(story.destroy).toMatchObject({ code: 0 });
    expect(story.pbx.extensions.size).toBe(0);
  });

  test("up keeps a phone that moves to a provider of the same PBX, under this or another address, also renamed", () => {
    expect(story.move).toMatchObject({
      code: 0,
      output: expect.stringContaining("may be the same PBX"),
    });
    expect(story.moved).toEqual(story.before);
    expect(story.move.requests.filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
  });

  test("up --replace '**' keeps the phones, and the next up changes nothing", () => {
    expect(story.replace).toMatchObject({ code: 0 });
    expect(story.replaced).toEqual(story.before);
    expect(story.replace.requests.filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    expect(story.last).toMatchObject({ code: 0 });
  });
});

describe("a program in YAML", () => {
  test("reports in one line that a function finds no extension", async () => {
    const office = await openOffice({
      adapter: "yaml",
      program: `
variables:
  found: { "fn::invoke": { function: "ozeki:getSipExtension", arguments: { extensionId: "3000" } } }
outputs: { owner: "\${found.userId}" }`,
    });
    const missing = await office.stack.preview();
    expect(missing.code).not.toBe(0);
    expect(missing.output).toMatch(/There is no extension 3000 on \S+ \(code 701\)/);
    expect(missing.output).not.toContain("bug in pulumi-ozeki");
  });

  test("adopts what a TypeScript program created, without a write: a stack moves from one provider to the other", async () => {
    const office = await openOffice({
      adapter: "dynamic",
      program: 'new SipExtension("reception", { extensionId: "1000", userId: "reception" });',
    });
    const { stack } = office;
    await stack.up();
    const password = office.text("1000", "Password");
    office.requests();
    expect(await stack.pulumi(["state", "delete", stack.urnOf("reception"), "--yes"])).toMatchObject({ code: 0 });
    stack.useYaml(`
resources:
  reception: { type: "ozeki:SipExtension", properties: { extensionId: "1000", userId: reception } }`);
    const flags = ["--yes", "--protect=false", "--generate-code=false"];
    expect(await stack.pulumi(["import", "ozeki:index:SipExtension", "reception", "1000", ...flags])).toMatchObject({
      code: 0,
    });
    const up = await stack.upWithPreview("--refresh", "--expect-no-changes");
    expect(up.code).toBe(0);
    expect(up.output.match(/2 unchanged/g)).toHaveLength(2);
    expect(office.requests().every((request) => request.startsWith("GetConfig"))).toBe(true);
    expect(office.text("1000", "Password")).toBe(password);
  });
});
