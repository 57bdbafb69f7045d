import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import { diffOf } from "../support/diffOf";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

const MEMBERS = "<Members><Member>1000</Member><Member>1001</Member></Members>";

const menu = (name: string, id: string, type: string, more = "") =>
  `new ozeki.Extension("${name}", { extensionId: "${id}", type: "${type}", knownType: "${type}Info", ${more} });\n`;
const program = (typeOfRetyped: string) =>
  menu(
    "menu",
    "600",
    "MadeUpMenu",
    `elements: { Name: "Menu", AccessPin: process.env.ACCESS_PIN }, xml: "${MEMBERS}"`,
  ) + menu("retyped", "610", typeOfRetyped);
/** Both resource types, for the limit of requests that they share. */
const MANY = `
  for (let i = 0; i < 6; i++) {
    new ozeki.Extension("menu" + i, { extensionId: "62" + i, type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });
    new SipExtension("phone" + i, { extensionId: "70" + i, userId: "user" });
  }`;

async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: program("MadeUpMenu") + MANY,
    environment: { ACCESS_PIN: "Marked-Pin-4711" },
    config: { "ozeki:maxConcurrency": "2" },
    pbx: { latency: 30 },
  });
  office.plant("Marked-Pin-0815");
  const { stack, pbx } = office;
  const { extensions } = pbx;

  const preview = await recorded(office, stack.preview());
  const up = await stack.up();
  const { mostConcurrent } = pbx;
  const create = { ...up, requests: office.requests() };
  const outputs = stack.outputs("menu");

  extensions.addXml("600", '<Tree a="1"><Leaf /></Tree><Pair>1</Pair><Pair>2</Pair>');
  const unchanged = await recorded(office, stack.up("--refresh", "--expect-no-changes"));

  extensions.setElement("600", "Name", "Changed");
  extensions.setElement("600", "AccessPin", "Marked-Pin-0815");
  const refresh = await recorded(office, stack.refresh());
  stack.program(program("MadeUpQueue") + MANY);
  const repair = await recorded(office, stack.upWithPreview("--diff"));
  const repaired = {
    texts: [office.text("600", "Name"), office.text("600", "AccessPin")],
    xml: extensions.get("600")?.xml,
    knownType: extensions.get("610")?.knownType,
  };

  stack.program(`${program("MadeUpQueue")} new SipExtension("duplicate", { extensionId: "600", userId: "user" });`);
  const duplicate = await recorded(office, stack.up());
  const destroy = await recorded(office, stack.destroy());
  return {
    ...{ pbx, preview, create, outputs, mostConcurrent, unchanged, refresh, repair, repaired, duplicate, destroy },
    left: extensions.ids(),
  };
}

describe.each(bothAdapters)("an extension of another type, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("preview masks an element that sounds like a secret, and sends nothing", () => {
    expect(story.preview).toMatchObject({ code: 0, requests: [] });
    expect(diffOf(story.preview.output, "menu")).toMatch(/AccessPin: \[secret\]/);
  });

  test("up creates it with one request, and shares the limit of requests with SIP extensions", () => {
    expect(story.create).toMatchObject({ code: 0 });
    expect(requestsAbout(story.create, "600")).toEqual(["AddConfig 600 200"]);
    expect(story.outputs).toMatchObject({ extensionId: "600", pbx: story.pbx.origin, xml: MEMBERS });
    expect(story.mostConcurrent).toBe(2);
  });

  test("up and refresh find no change in elements that are not declared", () => {
    expect(story.unchanged).toMatchObject({ code: 0, output: expect.stringContaining("15 unchanged") });
    expect(requestsAbout(story.unchanged, "600")).toEqual(["GetConfig 600 200"]);
  });

  test("refresh shows drift, up repairs it, and what is not declared stays byte for byte", () => {
    const diff = diffOf(story.refresh.output, "menu");
    expect(diff).toMatch(/~ Name *: "Menu" => "Changed"/);
    expect(diff).toContain("AccessPin: [secret]");
    expect(story.repair).toMatchObject({ code: 0 });
    expect(requestsAbout(story.repair, "600")).toEqual(["GetConfig 600 200", "ModifyConfig 600 200"]);
    expect(story.repaired.texts).toEqual(["Menu", "Marked-Pin-4711"]);
    expect(story.repaired.xml).toMatch(/<Tree a="1">\s*<Leaf *\/>\s*<\/Tree>\s*<Pair>1<\/Pair>\s*<Pair>2/);
  });

  test("up replaces one whose type changes, and deletes the old one first", () => {
    expect(diffOf(story.repair.output, "retyped")).toMatch(/~ type *: "MadeUpMenu" => "MadeUpQueue"/);
    expect(requestsAbout(story.repair, "610")).toEqual(["RemoveConfig 610 200", "AddConfig 610 200"]);
    expect(story.repaired.knownType).toBe("MadeUpQueueInfo");
  });

  test("up refuses a SIP extension with the ID of one of another type in the same program", () => {
    expect(story.duplicate.code).not.toBe(0);
    expect(story.duplicate.output).toMatch(
      /Extension 600 on \S+ is declared twice|is not a SIP extension|is not of the declared type/,
    );
    expect(
      requestsAbout(story.duplicate, "600").filter((request) => /^(Add|Modify|Remove)Config .* 200$/.test(request)),
    ).toEqual([]);
  });

  test("destroy removes it with one request", () => {
    expect(story.destroy).toMatchObject({ code: 0 });
    expect(requestsAbout(story.destroy, "600")).toEqual(["RemoveConfig 600 200"]);
    expect(story.left).toEqual([]);
  });
});
