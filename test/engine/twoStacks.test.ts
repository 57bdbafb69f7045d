import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

const DIFFERENT = "2000";
const EQUAL = "2001";
const GENERATED = "2002";

const withPassword = (user: string) => `
  const password = process.env.GIVEN;
  new SipExtension("different", { extensionId: "${DIFFERENT}", userId: "${user}", password });
  new SipExtension("equal", { extensionId: "${EQUAL}", userId: "same", password });`;
const generated = `new SipExtension("generated", { extensionId: "${GENERATED}", userId: "same" });`;

async function run(adapter: Adapter) {
  const environment = { GIVEN: "Marked-Given-1" };
  const first = await openSharedOffice({ adapter, environment, program: withPassword("first") + generated });
  const { pbx } = first;
  const second = await openSharedOffice({
    adapter,
    environment,
    program: withPassword("second"),
    project: "second",
    config: { "ozeki:url": pbx.origin },
  });
  const up = await recorded(first, first.stack.up());
  const before = pbx.extensions.ids().map((id) => pbx.extensions.get(id)?.xml);
  const secondUp = await recorded(first, second.stack.up("--continue-on-error"));
  const idsOfSecond = second.stack.extensionIds();
  second.stack.program(generated);
  const withGenerated = await recorded(first, second.stack.up());
  return { pbx, up, before, secondUp, idsOfSecond, withGenerated };
}

describe.each(longAdapters)("two stacks that declare one extension, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.up).toMatchObject({ code: 0 });
    expect(story.secondUp.code).not.toBe(0);
  });
  const lineAbout = (id: string) => story.secondUp.output.split("\n").find((line) => line.includes(`Extension ${id} `));

  test("differently: the second is refused, and the extension stays as it is", () => {
    expect(lineAbout(DIFFERENT)).toContain("already exists on");
    expect(lineAbout(DIFFERENT)).toContain("with a different userId.");
    expect(story.pbx.extensions.ids().map((id) => story.pbx.extensions.get(id)?.xml)).toEqual(story.before);
  });

  test("in the same way: both keep it, and the second prints that", () => {
    expect(lineAbout(EQUAL)).toContain("exactly as declared. It was kept");
    expect(requestsAbout(story.secondUp, EQUAL)).toEqual([
      `GetConfig ${EQUAL} 200`,
      `AddConfig ${EQUAL} 703`,
      `GetConfig ${EQUAL} 200`,
    ]);
    expect(story.idsOfSecond).toEqual([EQUAL]);
  });

  test("with generated passwords: the second is refused, since each stack recognizes only its own", () => {
    expect(story.withGenerated.code).not.toBe(0);
    expect(story.withGenerated.output).toContain(`Extension ${GENERATED} already exists on ${story.pbx.origin}`);
    expect(story.withGenerated.output).toContain("with a different password.");
    expect(requestsAbout(story.withGenerated, GENERATED)).toEqual([`GetConfig ${GENERATED} 200`]);
  });
});
