import type { Adapter } from "../support/adapters";
import { bothAdapters, longAdapters } from "../support/adapters";
import { diffOf } from "../support/diffOf";
import { openOffice, openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

/** The second extension depends on an output of the first: in the preview nothing of it is known. */
const DEPENDENT = `
  const first = new SipExtension("first", { extensionId: "2000", userId: "sales", password: process.env.GIVEN });
  new SipExtension("second", {
    extensionId: first.pbx.apply((pbx) => "9" + pbx.length),
    userId: first.pbx.apply((pbx) => "of " + pbx),
    enabled: first.pbx.apply((pbx) => pbx !== ""),
    elements: { Site: first.pbx, Plain: "text" },
    password: pulumi.secret(first.pbx.apply(() => process.env.GIVEN)),
  });`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: DEPENDENT, environment: { GIVEN: "Marked-Given-1" } });
  const { stack, pbx } = office;
  const preview = await recorded(office, stack.preview("--save-plan", "plan.json"));
  const up = await recorded(office, stack.up("--plan", "plan.json"));
  const id = `9${pbx.origin.length}`;
  const created = ["UserID", "Site", "Password"].map((element) => office.text(id, element));
  const unchanged = await recorded(office, stack.up("--expect-no-changes"));

  stack.program(`
    new SipExtension("other", { extensionId: "3000", userId: "other" });
    // As if it came from a resource that does not exist yet.
    const later = pulumi.runtime.isDryRun() ? pulumi.output(pulumi.unknown) : "2000";
    ${DEPENDENT.replace('"2000"', "later")}`);
  const previewOfUnknownId = await recorded(office, stack.preview());
  const upWithTheSameId = await recorded(office, stack.up());
  return { pbx, preview, up, created, unchanged, previewOfUnknownId, upWithTheSameId };
}

describe.each(bothAdapters)("values that are not known before an up, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("pass through a preview and a saved plan, and up creates the extensions with them", () => {
    expect(story.preview).toMatchObject({ code: 0, requests: [] });
    expect(story.up).toMatchObject({ code: 0 });
    const { origin } = story.pbx;
    expect(story.created).toEqual([`of ${origin}`, origin, "Marked-Given-1"]);
    expect(story.unchanged).toMatchObject({ code: 0, requests: [] });
  });

  test("show an ID as a replacement in the preview, which up does not carry out where the ID stays the same", () => {
    expect(diffOf(story.previewOfUnknownId.output, "first")).toContain("replace");
    expect(story.upWithTheSameId).toMatchObject({ code: 0, requests: ["AddConfig 3000 200"] });
  });
});

describe.each(longAdapters)(
  "a saved plan with a password that is yet to be generated, by the %s provider",
  (adapter) => {
    test("is refused by the engine before anything is sent", async () => {
      const program = 'new SipExtension("sales", { extensionId: "2000", userId: "sales" });';
      const office = await openOffice({ adapter, program });
      await office.stack.preview("--save-plan", "plan.json");
      const { code, output } = await office.stack.up("--plan", "plan.json");
      expect(code).not.toBe(0);
      expect(output).toContain("violates plan: properties changed: ++password[{[secret]}!={[secret]}]");
      expect(office.requests()).toEqual([]);
    });
  },
);
