import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { diffOf } from "../support/diffOf";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

const GENERATED = "2000";
const NO_LONGER_GIVEN = "2001";
const GIVEN_LATER = "2002";
const IGNORED = { password: "2003", "*": "2004" };

const GIVEN = "password: process.env.GIVEN";
const phone = (name: string, id: string, more = "") =>
  `new SipExtension("${name}", { extensionId: "${id}", userId: "sales", ${more} });\n`;
const program = (generated: string, noLongerGiven: string, givenLater: string) =>
  phone("generated", GENERATED, generated) +
  phone("no-longer-given", NO_LONGER_GIVEN, noLongerGiven) +
  phone("given-later", GIVEN_LATER, givenLater) +
  Object.entries(IGNORED).map(ignoring).join("");

/** With the option `ignoreChanges` the engine hands the generated password back as if the program had set it. */
const ignoring = ([property, id]: [string, string]) =>
  `new SipExtension("ignoring-${id}", { extensionId: "${id}", userId: "sales", passwordVersion: 1 },
    { ignoreChanges: ["${property}"] });\n`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: program("", GIVEN, ""),
    environment: { GIVEN: "Marked-Given-1" },
  });
  const { stack } = office;
  const passwords = () => [GENERATED, NO_LONGER_GIVEN, GIVEN_LATER].map((id) => office.text(id, "Password"));
  const ignored = () => Object.values(IGNORED).map((id) => office.text(id, "Password"));

  const create = await recorded(office, stack.upWithPreview());
  const created = passwords();
  const createdIgnored = ignored();
  const refresh = await recorded(office, stack.refresh());
  stack.program(program('enabled: false, authorizationName: "sales"', "", GIVEN));
  const update = await recorded(office, stack.up());
  const updated = passwords();
  stack.program(program("passwordVersion: 1", "", GIVEN));
  const regenerate = await recorded(office, stack.upWithPreview("--diff"));
  const regenerated = passwords();
  const unchanged = await recorded(office, stack.up("--expect-no-changes"));
  stack.program(program("passwordVersion: 2", "", GIVEN));
  const regenerateAgain = await recorded(office, stack.up());
  return {
    create,
    created,
    refresh,
    update,
    updated,
    regenerate,
    regenerated,
    unchanged,
    regenerateAgain,
    last: passwords(),
    ignored: { created: createdIgnored, last: ignored() },
  };
}

describe.each(longAdapters)("a password, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect([story.create, story.refresh, story.update]).toMatchObject([{ code: 0 }, { code: 0 }, { code: 0 }]);
  });

  test("that is left out is generated, strong, and stays over a preview, a refresh and an update of other properties", () => {
    expect(story.created[0]).toMatch(/^[A-Za-z2-9]{30}$/);
    expect(story.updated[0]).toBe(story.created[0]);
    expect(requestsAbout(story.update, GENERATED)).toEqual([
      `GetConfig ${GENERATED} 200`,
      `ModifyConfig ${GENERATED} 200`,
    ]);
  });

  test("that ignoreChanges names, or all properties of which it names, stays in every run, also beside passwordVersion", () => {
    expect(story.ignored.created).toEqual([
      expect.stringMatching(/^[A-Za-z2-9]{30}$/),
      expect.stringMatching(/^[A-Za-z2-9]{30}$/),
    ]);
    expect(story.ignored.last).toEqual(story.ignored.created);
    expect([story.regenerate, story.unchanged, story.regenerateAgain]).toMatchObject([
      { code: 0 },
      { code: 0 },
      { code: 0 },
    ]);
    for (const run of [story.update, story.regenerate, story.regenerateAgain]) {
      expect(requestsAbout(run, ...Object.values(IGNORED))).toEqual([]);
    }
  });

  test("that is generated changes with passwordVersion alone, once for each version", () => {
    expect(diffOf(story.regenerate.output, "generated")).toMatch(/\+ passwordVersion/);
    expect(story.regenerated[0]).toMatch(/^[A-Za-z2-9]{30}$/);
    expect(story.regenerated[0]).not.toBe(story.created[0]);
    expect(story.unchanged).toMatchObject({ code: 0, requests: [] });
    expect(story.last[0]).not.toBe(story.regenerated[0]);
    expect(story.last[0]).not.toBe(story.created[0]);
  });

  test("that is taken out of the program stays on the PBX: none is generated", () => {
    expect(story.created[1]).toBe("Marked-Given-1");
    expect(requestsAbout(story.update, NO_LONGER_GIVEN)).toEqual([]);
    expect(story.last[1]).toBe("Marked-Given-1");
  });

  test("that the program declares replaces a generated one", () => {
    expect(story.created[2]).toMatch(/^[A-Za-z2-9]{30}$/);
    expect(story.updated[2]).toBe("Marked-Given-1");
  });
});
