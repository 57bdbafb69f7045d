import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import { diffOf } from "../support/diffOf";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

/** Element, its text after an administrator changed it, how refresh shows that, and the property. */
const CHANGES = [
  ["UserID", "visitor", '"sales" => "visitor"', "userId"],
  ["AuthorizationName", "2000x", '"2000" => "2000x"', "authorizationName"],
  ["Username", "2000y", '"2000" => "2000y"', "username"],
  ["Enabled", "false", "true => false", "enabled"],
  ["CallerName", "Reception", '"Sales" => "Reception"', "CallerName"],
] as const;

/** How Pulumi shows a changed secret where the provider itself compares the properties. */
const MARKED_SECRET = "      ~ password: [secret] => [secret]";

const PROPERTIES = "2000";
const PASSWORD = "2001";
const UNDECLARED = "2002";
const DELETED = "2003";
const WITHOUT_USERNAME = "2004";
const GENERATED = "2005";

const PROGRAM = `
  const phone = (name, extensionId, more) => new SipExtension(name, { extensionId, userId: "sales", ...more });
  const password = process.env.GIVEN;
  phone("properties", "${PROPERTIES}", { password, elements: { CallerName: "Sales" } });
  phone("password", "${PASSWORD}", { password });
  phone("undeclared", "${UNDECLARED}", { password, elements: { CallerName: "Sales" } });
  phone("deleted", "${DELETED}", { password, userId: process.env.USER_ID ?? "sales" });
  phone("without-username", "${WITHOUT_USERNAME}", { password, connection: "branch" });
  phone("generated", "${GENERATED}");`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: PROGRAM,
    environment: { GIVEN: "Marked-Given-1" },
    pbx: { switches: { getConfigUsername: "returned" } },
  });
  office.plant("Marked-Drifted-1", "Marked-Drifted-2");
  const { stack, pbx } = office;
  const { extensions } = pbx;
  // This one does not return Username.
  const branch = await office.startPbx();
  office.configure({ "ozeki:connections": { branch: { url: branch.origin } } });
  const texts = () => CHANGES.map(([element]) => office.text(PROPERTIES, element));

  const create = await recorded(office, stack.up());
  const declared = texts();
  for (const [element, text] of CHANGES) {
    extensions.setElement(PROPERTIES, element, text);
  }
  extensions.setElement(PASSWORD, "Password", "Marked-Drifted-1");
  extensions.setElement(UNDECLARED, "LastIPAddress", "192.168.115.188:5060 (Udp)");
  extensions.setElement(UNDECLARED, "UserAgentName", "Grandstream GXP2000 1.2.5.3");
  extensions.setElement(UNDECLARED, "Mailbox", "7");
  extensions.remove(DELETED);
  const generated = office.text(GENERATED, "Password");
  extensions.setElement(GENERATED, "Password", "Marked-Drifted-2");
  const gate = await recorded(office, stack.driftGate());
  branch.forgetRequests();
  const refresh = await recorded(office, stack.refresh());
  const branchRequests = branch.commands();
  const preview = await recorded(office, stack.preview());
  const repair = await recorded(office, stack.up());
  const repaired = {
    texts: texts(),
    passwords: [PASSWORD, DELETED, GENERATED].map((id) => office.text(id, "Password")),
  };

  extensions.remove(DELETED);
  stack.environment.USER_ID = "sales2";
  const update = await recorded(office, stack.up());
  const idsAfterUpdate = extensions.ids().sort();

  extensions.setElement(PROPERTIES, "UserID", "visitor");
  extensions.setElement(GENERATED, "Password", "Marked-Drifted-2");
  const upWithRefresh = await recorded(office, stack.up("--refresh"));
  const textsAfterRefresh = texts();
  const generatedAfterRefresh = office.text(GENERATED, "Password");

  extensions.setElement(PROPERTIES, "Enabled", "false");
  extensions.remove(PASSWORD);
  const destroy = await recorded(office, stack.destroy("--refresh"));
  return {
    pbx,
    branch,
    stack,
    create,
    declared,
    gate,
    refresh,
    branchRequests,
    preview,
    repair,
    repaired,
    update,
    idsAfterUpdate,
    upWithRefresh,
    textsAfterRefresh,
    generated,
    generatedAfterRefresh,
    destroy,
  };
}

describe.each(bothAdapters)("drift, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.create).toMatchObject({ code: 0 });
  });

  test("refresh --preview-only --expect-no-changes fails, and changes nothing", () => {
    expect(story.gate.code).not.toBe(0);
    expect(story.gate.requests.every((request) => request.startsWith("GetConfig"))).toBe(true);
  });

  test("refresh shows each changed property, and the next up restores it", () => {
    const diff = diffOf(story.refresh.output, "properties");
    for (const [, , shown, property] of CHANGES) {
      expect(diff).toMatch(new RegExp(`~ ${property} *: ${shown}`));
    }
    expect(requestsAbout(story.refresh, PROPERTIES)).toEqual([`GetConfig ${PROPERTIES} 200`]);
    expect(requestsAbout(story.repair, PROPERTIES)).toEqual([
      `GetConfig ${PROPERTIES} 200`,
      `ModifyConfig ${PROPERTIES} 200`,
    ]);
    expect(story.repaired.texts).toEqual(story.declared);
  });

  test("refresh shows a changed password without its values, and the next up restores a given one", () => {
    expect(story.refresh.output).toContain(
      `The password of extension ${PASSWORD} was changed on the PBX ${story.pbx.origin}. \`pulumi up\` restores`,
    );
    expect(requestsAbout(story.repair, PASSWORD)).toEqual([
      `GetConfig ${PASSWORD} 200`,
      `ModifyConfig ${PASSWORD} 200`,
    ]);
    expect(story.repaired.passwords[0]).toBe("Marked-Given-1");
  });

  test("refresh reports a generated password that was changed on the PBX, and the next up restores it", () => {
    expect(story.refresh.output).toContain(
      `The password of extension ${GENERATED} was changed on the PBX ${story.pbx.origin}. \`pulumi up\` restores the generated password.`,
    );
    expect(requestsAbout(story.repair, GENERATED)).toEqual([
      `GetConfig ${GENERATED} 200`,
      `ModifyConfig ${GENERATED} 200`,
    ]);
    expect(requestsAbout(story.update, GENERATED)).toEqual([]);
    expect(story.generated).not.toBe("Marked-Drifted-2");
    expect(story.repaired.passwords[2]).toBe(story.generated);
  });

  test("the next preview shows the repair of a password, with the mark that Pulumi gives it", () => {
    expect(story.preview).toMatchObject({ code: 0, requests: [] });
    const [given, generated] = ["password", "generated"].map((name) => diffOf(story.preview.output, name));
    const marked = (diff = "") => diff.match(/^ {6}[-+~] .*/gm);
    const compact = (name: string) =>
      new RegExp(`SipExtension ${name} updated \\([^)]*\\)(.*)`).exec(story.repair.output)?.[1]?.trim();
    if (adapter === "native") {
      expect([marked(given), marked(generated)]).toEqual([[MARKED_SECRET], [MARKED_SECRET]]);
      expect([compact("password"), compact("generated")]).toEqual(["[diff: ~password]", "[diff: ~password]"]);
    } else {
      // Pulumi compares the inputs of a dynamic provider with `[secret]` in place of each secret.
      expect([marked(given), marked(generated)]).toEqual([null, ["      - generatedPassword: [secret]"]]);
      expect([compact("password"), compact("generated")]).toEqual(["", "[diff: -generatedPassword]"]);
    }
  });

  test("up --refresh restores a generated password that was changed on the PBX", () => {
    expect(story.upWithRefresh.code).toBe(0);
    expect(story.generatedAfterRefresh).toBe(story.generated);
  });

  test("refresh does not report what is not declared, run-time values, and a Username that the PBX does not return", () => {
    // The three are the stack, and the two extensions of which only that changed.
    expect(story.refresh.output).toMatch(/~ 3 updated\s+- 1 deleted\s+.*3 unchanged/);
    expect(story.refresh.code).toBe(0);
    expect(requestsAbout(story.repair, UNDECLARED)).toEqual([]);
    expect(story.branchRequests).toEqual([`GetConfig ${WITHOUT_USERNAME} 200`]);
  });

  test("refresh shows an extension that was deleted on the PBX as deleted, and the next up creates it again", () => {
    expect(requestsAbout(story.refresh, DELETED)).toEqual([`GetConfig ${DELETED} 701`]);
    expect(diffOf(story.refresh.output, "deleted")).toMatch(/^- .*\(delete\)/);
    expect(requestsAbout(story.repair, DELETED)).toEqual([`AddConfig ${DELETED} 200`]);
    expect(story.repaired.passwords[1]).toBe("Marked-Given-1");
    expect(story.repair.code).toBe(0);
  });

  test("update of an extension that was deleted on the PBX creates it again, and prints that", () => {
    expect(story.update.code).toBe(0);
    expect(story.update.output).toContain(
      `Extension ${DELETED} was no longer on ${story.pbx.origin} and was created again.`,
    );
    expect(story.update.requests).toEqual([`GetConfig ${DELETED} 701`, `AddConfig ${DELETED} 200`]);
    expect(story.idsAfterUpdate).toEqual([PROPERTIES, PASSWORD, UNDECLARED, DELETED, GENERATED]);
  });

  test("up --refresh finds drift and repairs it in one run", () => {
    expect(story.upWithRefresh.code).toBe(0);
    expect(story.upWithRefresh.output).toMatch(/~ 2 updated\s+5 unchanged/);
    expect(story.textsAfterRefresh).toEqual(story.declared);
    const writes = story.upWithRefresh.requests.filter((request) => !request.startsWith("GetConfig"));
    expect(writes.sort()).toEqual([`ModifyConfig ${PROPERTIES} 200`, `ModifyConfig ${GENERATED} 200`]);
  });

  test("destroy --refresh works where one extension is gone and another changed", () => {
    expect(story.destroy.code).toBe(0);
    expect(story.pbx.extensions.size + story.branch.extensions.size).toBe(0);
    expect(story.stack.extensions()).toEqual([]);
  });
});
