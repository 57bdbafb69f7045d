import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openOffice, openSharedOffice } from "../support/openOffice";
import type { RecordedRun } from "../support/recordedRun";
import { recorded, requestsAbout } from "../support/recordedRun";

const OTHER_TYPE = (id: string) => `<Config knownType="MadeUpQueueInfo"><ID>${id}</ID><Members>1, 2</Members></Config>`;
const existing = (ID: string) => ({ ID, UserID: "reception", Password: "Marked-Existing-1", Mailbox: "7" });

const DIFFERS = "2000";
const ADOPTED = "2001";
const ADOPTED_WITHOUT_PASSWORD = "2002";
const EQUAL = "2003";
const OTHER = "2004";
const OTHER_ADOPTED = "2005";
const TYPE_CHANGES = "2006";
const GENERATED = "2007";

const GIVEN = "password: process.env.GIVEN";
const phone = (id: string, more = "") =>
  `new SipExtension("phone-${id}", { extensionId: "${id}", userId: "sales", ${more} });\n`;

async function run(adapter: Adapter) {
  const managed = (more: { keeping?: string; changing?: string } = {}) =>
    phone(ADOPTED, `${GIVEN}, adopt: true`) +
    phone(ADOPTED_WITHOUT_PASSWORD, `adopt: true, ${more.keeping ?? ""}`) +
    phone(EQUAL, GIVEN) +
    phone(TYPE_CHANGES, more.changing) +
    phone(GENERATED);
  const refused = [phone(DIFFERS, GIVEN), phone(OTHER), phone(OTHER_ADOPTED, "adopt: true")];
  const office = await openSharedOffice({
    adapter,
    environment: { GIVEN: "Marked-Given-1", EXISTING: "Marked-Existing-1" },
    pbx: {
      extensions: [
        ...[DIFFERS, ADOPTED, ADOPTED_WITHOUT_PASSWORD].map(existing),
        { ID: EQUAL, UserID: "sales", Password: "Marked-Given-1" },
        ...[OTHER, OTHER_ADOPTED].map(OTHER_TYPE),
      ],
    },
  });
  const { stack, pbx } = office;
  const onPbx = (...elements: string[]) =>
    Object.fromEntries(pbx.extensions.ids().map((id) => [id, elements.map((name) => office.text(id, name))]));

  const refusals: RecordedRun[] = [];
  for (const one of refused) {
    stack.program(one);
    refusals.push(await recorded(office, stack.up()));
  }
  stack.program(managed());
  const create = await recorded(office, stack.up());
  const created = onPbx("UserID", "Password", "Mailbox");
  const idsAfterCreate = stack.extensionIds();

  stack.program(managed({ keeping: "enabled: false" }));
  const update = await recorded(office, stack.up());
  const updated = onPbx("Enabled", "Password");
  const refresh = await recorded(office, stack.refresh("--expect-no-changes"));

  pbx.extensions.remove(TYPE_CHANGES);
  pbx.extensions.set(OTHER_TYPE(TYPE_CHANGES));
  const refreshOfOther = await recorded(office, stack.refresh());
  stack.program(managed({ keeping: "enabled: false", changing: "adopt: true, enabled: false" }));
  const updateOfOther = await recorded(office, stack.up());
  const knownType = pbx.extensions.get(TYPE_CHANGES)?.knownType;
  const idsAfterOther = stack.extensionIds();
  return {
    pbx,
    refusals,
    create,
    created,
    idsAfterCreate,
    update,
    updated,
    refresh,
    refreshOfOther,
    updateOfOther,
    knownType,
    idsAfterOther,
  };
}

describe.each(longAdapters)("an extension that exists on the PBX already, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("up refuses one that differs, names what differs and the ways on, and leaves it as it is", () => {
    const [{ code, output, requests } = story.create] = story.refusals;
    expect(code).not.toBe(0);
    expect(output).toContain(
      `Extension ${DIFFERS} already exists on ${story.pbx.origin} (code 703) with a different userId, password. Nothing was changed.`,
    );
    expect(output).toContain("adopt: true");
    expect(output).toContain("aliases");
    expect(requests).toEqual([`GetConfig ${DIFFERS} 200`]);
    expect(story.created[DIFFERS]).toEqual(["reception", "Marked-Existing-1", "7"]);
    expect(story.idsAfterCreate).not.toContain(DIFFERS);
  });

  test("up adopts one with adopt: true as declared, and keeps what is not declared", () => {
    expect(story.create.output).toContain(
      `Extension ${ADOPTED} already existed on ${story.pbx.origin} and was adopted (\`adopt: true\`).`,
    );
    expect(requestsAbout(story.create, ADOPTED)).toEqual([
      `GetConfig ${ADOPTED} 200`,
      `AddConfig ${ADOPTED} 703`,
      `GetConfig ${ADOPTED} 200`,
      `ModifyConfig ${ADOPTED} 200`,
    ]);
    expect(story.created[ADOPTED]).toEqual(["sales", "Marked-Given-1", "7"]);
    expect(requestsAbout(story.update, ADOPTED)).toEqual([]);
  });

  test("one that is adopted without a password keeps the password of the PBX, also in an update", () => {
    expect(story.created[ADOPTED_WITHOUT_PASSWORD]).toEqual(["sales", "Marked-Existing-1", "7"]);
    expect(story.update).toMatchObject({ code: 0, output: expect.stringMatching(/~ 1 updated\s+5 unchanged/) });
    expect(story.updated[ADOPTED_WITHOUT_PASSWORD]).toEqual(["false", "Marked-Existing-1"]);
    expect(story.refresh).toMatchObject({ code: 0 });
  });

  test("up keeps one that equals the declared one, and prints that an earlier run may have created it", () => {
    expect(story.create.output).toContain(
      `Extension ${EQUAL} already exists on ${story.pbx.origin} exactly as declared. It was kept`,
    );
    expect(requestsAbout(story.create, EQUAL)).toEqual([
      `GetConfig ${EQUAL} 200`,
      `AddConfig ${EQUAL} 703`,
      `GetConfig ${EQUAL} 200`,
    ]);
    expect(requestsAbout(story.update, EQUAL)).toEqual([]);
  });

  test("create, adopt, refresh and update refuse one of another type, and name the type", () => {
    const refused = (id: string) =>
      `Extension ${id} on ${story.pbx.origin} is not a SIP extension: its knownType is "MadeUpQueueInfo"`;
    expect(story.refusals[1]?.output).toContain(refused(OTHER));
    expect(story.refusals[2]?.output).toContain(refused(OTHER_ADOPTED));
    for (const { code, output } of [story.refreshOfOther, story.updateOfOther]) {
      expect(code).not.toBe(0);
      expect(output).toContain(refused(TYPE_CHANGES));
    }
    expect(story.knownType).toBe("MadeUpQueueInfo");
    expect(story.idsAfterOther).toContain(TYPE_CHANGES);
  });
});

describe.each(longAdapters)("a state that is lost, by the %s provider", (adapter) => {
  test("up recognizes a generated password of this stack after it, and not one of another stack", async () => {
    const office = await openOffice({ adapter, program: phone(GENERATED) });
    const { stack } = office;
    await stack.up();
    const password = office.text(GENERATED, "Password");
    stack.loseState();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.text(GENERATED, "Password")).toBe(password);
    expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });

    const other = await openOffice({
      adapter,
      program: phone(GENERATED),
      project: "other",
      config: { "ozeki:url": office.pbx.origin },
    });
    const { code, output } = await other.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("with a different password.");
  });
});
