import { bothAdapters, longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const extension = (name: string, id = "1000", more = "", options = "{}") =>
  `new SipExtension("${name}", { extensionId: "${id}", userId: "user${id}", ${more} }, ${options});\n`;
const GIVEN = "password: process.env.GIVEN";
const given = { environment: { GIVEN: "Marked-Given-1" } };

/** The engine creates first and deletes afterwards: each of these would lose the phone if delete did as it is told. */
describe.each(bothAdapters)("a phone is not lost, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("by being renamed, moved to another parent, tainted or replaced with --replace, with a given and with a generated password", async () => {
    const phones = (prefix: string, options = "{}") =>
      extension(`${prefix}Given`, "1000", GIVEN, options) + extension(`${prefix}Generated`, "2000", "", options);
    const office = await openOffice({ ...given, program: phones("old") });
    const { stack, pbx } = office;
    const ids = ["1000", "2000"];
    const urns = () => stack.extensions().map(({ urn }) => urn);
    const onPbx = () => pbx.extensions.ids().map((id) => [id, pbx.extensions.get(id)?.xml]);
    await stack.up();
    const before = onPbx();
    const expectKept = async (...args: string[]) => {
      office.requests();
      const { code, output } = await stack.up(...args);
      expect(code).toBe(0);
      for (const id of ids) {
        expect(output).toContain(`Extension ${id} stays on ${pbx.origin}`);
      }
      expect(office.requests().sort()).toEqual([
        ...ids.map((id) => `AddConfig ${id} 703`),
        ...ids.map((id) => `GetConfig ${id} 200`),
      ]);
      expect(onPbx()).toEqual(before);
      expect(stack.extensions().map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect(stack.extensions()).toHaveLength(2);
    };

    stack.program(phones("new"));
    await expectKept();
    expect((await stack.up()).output).toContain("3 unchanged");

    const moved = `
      class Floor extends pulumi.ComponentResource { constructor(name) { super("test:Floor", name); } }
      const floor = new Floor("first");
      ${phones("new", "{ parent: floor }")}`;
    stack.program(moved);
    await expectKept();

    for (const urn of urns()) {
      expect(await stack.pulumi(["state", "taint", urn, "--yes"])).toMatchObject({ code: 0 });
    }
    await expectKept();
    expect((await stack.up()).output).toContain("4 unchanged");

    await expectKept(...urns().flatMap((urn) => ["--replace", urn]));
    expect((await stack.up()).output).toContain("4 unchanged");
  });

  test("by --replace '**', which replaces the provider too and deletes in another process", async () => {
    const office = await openOffice({
      ...given,
      program: extension("one", "1000", GIVEN) + extension("two", "2000"),
    });
    await office.stack.up();
    const before = office.pbx.extensions.get("2000")?.xml;
    office.requests();
    const { code, output } = await office.stack.up("--replace", "**");
    expect(code).toBe(0);
    expect(output).toContain(`Extension 1000 stays on ${office.pbx.origin}`);
    expect(office.requests().filter((request) => request.startsWith("RemoveConfig"))).toEqual([]);
    expect(office.pbx.extensions.ids().sort()).toEqual(["1000", "2000"]);
    expect(office.pbx.extensions.get("2000")?.xml).toBe(before);
    expect((await office.stack.up()).output).toContain("3 unchanged");
    expect(await office.stack.driftGate()).toMatchObject({ code: 0 });
  });

  test("that goes to a connection which is the same PBX under another address", async () => {
    const office = await openOffice({ ...given, program: extension("phone", "1000", GIVEN) });
    await office.stack.up();
    const before = office.pbx.extensions.get("1000")?.xml;
    office.configure({ "ozeki:connections": { named: { url: office.pbx.origin.replace("127.0.0.1", "localhost") } } });
    office.stack.program(extension("phone", "1000", `${GIVEN}, connection: "named"`));
    office.requests();
    const { code, output } = await office.stack.up();
    expect(code).toBe(0);
    expect(output).toContain("both addresses may belong to one PBX");
    expect(office.requests()).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
    expect(office.pbx.extensions.get("1000")?.xml).toBe(before);
    expect((await office.stack.up()).output).toContain("2 unchanged");
  });
});

describe.each(longAdapters)("a phone is not lost by what is refused or interrupted, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("by a rename with a change: it is refused and left as it is, the way on is named and works", async () => {
    const office = await openOffice({ ...given, program: extension("old", "1000", GIVEN) });
    await office.stack.up();
    const changed = (options: string) => extension("new", "1000", `${GIVEN}, enabled: false`, options);
    office.stack.program(changed("{}"));
    const refused = await office.stack.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("with a different enabled. Nothing was changed.");
    expect(office.pbx.extensions.ids()).toEqual(["1000"]);
    office.stack.program(changed('{ aliases: [{ name: "old" }] }'));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("1000", "Enabled")).toBe("false");
    expect(office.stack.extensions()).toHaveLength(1);
  });

  test("by a refused create under --continue-on-error, which goes on to delete", async () => {
    const office = await openOffice({
      ...given,
      program: extension("old", "1000", GIVEN) + extension("third", "1002"),
    });
    await office.stack.up();
    office.stack.program(extension("new", "1000", `${GIVEN}, enabled: false`) + extension("other", "1001"));
    const { code, output } = await office.stack.up("--continue-on-error");
    expect(code).not.toBe(0);
    expect(output).toContain("Extension 1000 already exists");
    expect(office.pbx.extensions.ids()).toEqual(["1000", "1001"]);
  });

  test("by a rename that was interrupted between its create and its delete", async () => {
    const office = await openOffice({ ...given, program: extension("old", "1000", GIVEN) });
    await office.stack.up();
    // The second create never answers, so the run is still going when it is broken off.
    office.pbx.fail("hang@AddConfig%1001");
    office.stack.program(extension("new", "1000", GIVEN) + extension("late", "1001"));
    const running = office.stack.start(["up", "--yes", "--skip-preview"]);
    await office.waitFor("AddConfig 1001");
    await office.stack.waitForExtension("new");
    await office.stack.kill(running);
    expect(await office.stack.pulumi(["cancel", "--yes"])).toMatchObject({ code: 0 });
    expect(await office.stack.up("--refresh")).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids().sort()).toEqual(["1000", "1001"]);
    expect(
      office.stack
        .extensions()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["1000", "1001"]);
    expect((await office.stack.up()).output).toContain("3 unchanged");
  });

  test("by two resources of one extensionId: the second is refused", async () => {
    const office = await openOffice({ ...given, program: extension("first", "1000", GIVEN) });
    await office.stack.up();
    office.stack.program(extension("first", "1000", GIVEN) + extension("second", "1000", GIVEN));
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain(`Extension 1000 on ${office.pbx.origin} is declared twice`);
    expect(office.pbx.extensions.ids()).toEqual(["1000"]);
    office.stack.program(extension("first", "1000", GIVEN));
    expect((await office.stack.up()).code).toBe(0);
    expect(office.pbx.extensions.ids()).toEqual(["1000"]);
  });

  test("by two new resources of one extensionId: one is made, the other refused", async () => {
    const office = await openOffice({
      ...given,
      program: extension("first", "1000", GIVEN) + extension("second", "1000", GIVEN),
    });
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("is declared twice");
    expect(office.requests()).toEqual(["AddConfig 1000 200"]);
  });
});

describe.each(bothAdapters)("an extension is truly made anew, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("by --replace with the option deleteBeforeReplace", async () => {
    const office = await openOffice({ program: extension("phone", "1000", "", "{ deleteBeforeReplace: true }") });
    await office.stack.up();
    const before = office.text("1000", "Password");
    office.requests();
    const urn = office.stack.extensions()[0]?.urn ?? "";
    expect(await office.stack.up("--replace", urn)).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["RemoveConfig 1000 200", "AddConfig 1000 200"]);
    expect(office.text("1000", "Password")).not.toBe(before);
  });
});

describe.each(longAdapters)("renumbering, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("in a chain is refused clearly with nothing lost, and ends right in the order that the message names", async () => {
    const office = await openOffice({ program: extension("a", "101") + extension("b", "102") });
    await office.stack.up();
    const numbered = (a: string, b: string) =>
      `new SipExtension("a", { extensionId: "${a}", userId: "user101" });
       new SipExtension("b", { extensionId: "${b}", userId: "user102" });`;
    office.stack.program(numbered("102", "103"));
    const refused = await office.stack.up();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("If another resource of this program is giving up this ID in the same run");
    expect(office.pbx.extensions.ids()).toEqual(expect.arrayContaining(["101", "102"]));
    expect(office.text("102", "UserID")).toBe("user102");

    const urn = office.stack.extensions().find(({ urn }) => urn.endsWith("::b"))?.urn ?? "";
    expect(await office.stack.up("--target", urn)).toMatchObject({ code: 0 });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids().sort()).toEqual(["102", "103"]);
    expect(office.text("102", "UserID")).toBe("user101");
    expect(office.text("103", "UserID")).toBe("user102");
    expect((await office.stack.up()).output).toContain("3 unchanged");
  });

  test("in a swap is refused clearly with nothing lost", async () => {
    const swap = (a: string, b: string) =>
      `new SipExtension("a", { extensionId: "${a}", userId: "anna" });
       new SipExtension("b", { extensionId: "${b}", userId: "bert" });`;
    const office = await openOffice({ program: swap("101", "102") });
    await office.stack.up();
    office.stack.program(swap("102", "101"));
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("already exists");
    expect(office.text("101", "UserID")).toBe("anna");
    expect(office.text("102", "UserID")).toBe("bert");
    office.stack.program(swap("101", "102"));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids().sort()).toEqual(["101", "102"]);
    expect((await office.stack.up()).output).toContain("3 unchanged");
  });
});
