import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import { diffOf } from "../support/diffOf";
import { openSharedOffice } from "../support/openOffice";
import { recorded, requestsAbout } from "../support/recordedRun";

/** An extension for each thing that can happen to one. The variable LATER is set after they were created. */
const PROGRAM = `
  const isLater = process.env.LATER !== undefined;
  const user = isLater ? "front-desk" : "reception";
  const phone = (name, extensionId, userId, options) =>
    new SipExtension(name, { extensionId, userId, password: process.env.GIVEN }, options);
  const changed = phone("changed", "1000", user);
  phone("changed-on-pbx", "1001", user);
  phone("renumbered", isLater ? "1102" : "1002", "reception");
  phone("deleted-first", isLater ? "1103" : "1003", "reception", { deleteBeforeReplace: true });
  phone("gone", "1004", "reception");
  module.exports = { login: changed.authorizationName, password: changed.password, pbx: changed.pbx };`;
const IDS = ["1000", "1001", "1002", "1003", "1004"];

const CALL = {
  CallState: "InCall",
  CallId: "1",
  Source: "sip:1000@192.168.1.20",
  CallerId: "1000",
  Destination: "0612",
};

/** From the first preview to the destroy. */
async function run(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: PROGRAM,
    environment: { GIVEN: "Marked-Given-1" },
    pbx: { callsInProgress: [CALL] },
  });
  const { stack, pbx } = office;
  const { extensions } = pbx;
  const undeclared = () => /<VoicemailPin>.*<Note [^>]*>/s.exec(extensions.get("1000")?.xml ?? "")?.[0];

  const firstPreview = await recorded(office, stack.preview());
  const create = await recorded(office, stack.up());
  const created = { elements: extensions.get("1000")?.elements, outputs: stack.outputs("changed") };
  const unchanged = await recorded(office, stack.upWithPreview("--expect-no-changes"));

  extensions.setElement("1000", "VoicemailPin", " 00\n12 ");
  extensions.addXml("1000", '<Codecs order="1"><Codec>PCMA</Codec><Codec>G729</Codec></Codecs><Note xsi:nil="true" />');
  extensions.setElement("1001", "UserID", "front-desk");
  const undeclaredBefore = undeclared();
  stack.environment.LATER = "1";
  const secondPreview = await recorded(office, stack.preview());
  const update = await recorded(office, stack.up());
  const updated = { userId: office.text("1000", "UserID"), undeclared: undeclared() };

  extensions.remove("1004");
  const destroy = await recorded(office, stack.destroy());
  return { pbx, firstPreview, create, created, unchanged, undeclaredBefore, secondPreview, update, updated, destroy };
}

describe.each(bothAdapters)("an extension, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("preview shows every default of a new extension, and sends nothing", () => {
    const { code, output, requests } = story.firstPreview;
    const diff = diffOf(output, "changed");
    expect(diff).toContain('authorizationName: "1000"');
    expect(diff).toContain('username         : "1000"');
    expect(diff).toContain("enabled          : true");
    expect(diff).toContain("password         : [secret]");
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
  });

  test("up creates it with one request", () => {
    const { code, requests } = story.create;
    expect(code).toBe(0);
    expect(requests.sort()).toEqual(IDS.map((id) => `AddConfig ${id} 200`));
    expect(story.created.elements).toEqual([
      ["AuthorizationName", "1000"],
      ["Password", "Marked-Given-1"],
      ["Username", "1000"],
      ["Enabled", "true"],
      ["ID", "1000"],
      ["UserID", "reception"],
    ]);
    expect(story.created.outputs).toMatchObject({ extensionId: "1000", pbx: story.pbx.origin });
  });

  test("its values are outputs of the program, the password as a secret", () => {
    const { output } = story.create;
    expect(output).toMatch(/login +: "1000"/);
    expect(output).toContain("password: [secret]");
    expect(output).toContain(story.pbx.origin);
  });

  test("preview and up change nothing and send nothing where nothing changed", () => {
    const { code, output, requests } = story.unchanged;
    expect({ code, requests }).toEqual({ code: 0, requests: [] });
    expect(output.match(/6 unchanged/g)).toHaveLength(2);
  });

  test("preview shows a changed property and no other, and sends nothing", () => {
    const { output, requests } = story.secondPreview;
    const diff = diffOf(output, "changed");
    expect(diff).toMatch(/~ userId *: "reception" => "front-desk"/);
    expect(diff.match(/[~+-] *\w+ *: /g)).toHaveLength(1);
    expect(requests).toEqual([]);
  });

  test("up writes a changed property, and keeps what is not declared byte for byte", () => {
    const { code, output } = story.update;
    expect(code).toBe(0);
    expect(output).toContain("[diff: ~userId]");
    expect(requestsAbout(story.update, "1000")).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(story.undeclaredBefore).toContain("G729");
    expect(story.updated).toEqual({ userId: "front-desk", undeclared: story.undeclaredBefore });
  });

  test("up reads an extension that already has the changed value on the PBX, and does not write it", () => {
    expect(requestsAbout(story.update, "1001")).toEqual(["GetConfig 1001 200"]);
  });

  test("up replaces an extension whose ID changes: it creates the new one before it deletes the old one", () => {
    expect(story.update.output).toContain("+-2 replaced");
    expect(requestsAbout(story.update, "1002", "1102")).toEqual(["AddConfig 1102 200", "RemoveConfig 1002 200"]);
  });

  test("up deletes the old extension first with the option deleteBeforeReplace", () => {
    expect(requestsAbout(story.update, "1003", "1103")).toEqual(["RemoveConfig 1003 200", "AddConfig 1103 200"]);
  });

  test("destroy removes it with one request, also during a call, and where it is gone already", () => {
    const { code, output, requests } = story.destroy;
    expect(code).toBe(0);
    expect(output).not.toContain("error");
    expect(requests.sort()).toEqual([
      "RemoveConfig 1000 200",
      "RemoveConfig 1001 200",
      "RemoveConfig 1004 701",
      "RemoveConfig 1102 200",
      "RemoveConfig 1103 200",
    ]);
    expect(story.pbx.extensions.size).toBe(0);
  });
});
