import fc from "fast-check";
import { ConfigXml } from "../../../../../provider/api";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { Claims } from "../../../../../provider/lifecycle/claims";
import type { CheckContext, Context } from "../../../../../provider/lifecycle/context";
import { CallInProgress, ExtensionExists, OperationFailed } from "../../../../../provider/lifecycle/errors";
import { ExtensionLifecycle } from "../../../../../provider/lifecycle/extensionLifecycle";
import { OtherKnownType, UnreadableExtension } from "../../../../../provider/types/errors";
import { extension } from "../../../../../provider/types/extension/extensionType";
import type { Inputs, State } from "../../../../../provider/types/extension/table";
import { UNKNOWN } from "../../../../../provider/types/unknown";
import type { ProgramInputs } from "../../../../../provider/types/validate";
import { commandsOf } from "../../../../support/lifecycleContext";
import { startLifecycle } from "../../../../support/startLifecycle";
import { errorThrownBy, rejectionOf } from "../../../../support/thrownErrors";

const lifecycle = (context: CheckContext) => new ExtensionLifecycle(extension, context as Context);

const MEMBERS = "<Members><Member>1000</Member><Member>1001</Member></Members>";

const menu = (given: Partial<Inputs> = {}): Inputs => ({
  extensionId: "600",
  type: "MadeUpMenu",
  knownType: "MadeUpMenuInfo",
  elements: {},
  adopt: false,
  ...given,
});
const menuState = (pbx: string | undefined, given: Partial<Inputs> = {}): State => ({
  ...menu(given),
  ...(pbx !== undefined && { pbx }),
});
const onPbx = (inside: string, knownType = "MadeUpMenuInfo") =>
  `<Config knownType="${knownType}"><ID>600</ID>${inside}</Config>`;
const held = (xml: string | undefined) => ConfigXml.of(parseXml(xml ?? "")).toXml();

const checking: CheckContext = { claims: new Claims(), locate: () => ({ pbx: "http://pbx:7780" }) };
const minimal = { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" };
const reasonsOf = (given: ProgramInputs) =>
  lifecycle(checking)
    .validate({}, { ...minimal, ...given })
    .failures.map(({ reason }) => reason);

describe("check of an extension", () => {
  it("fills in the defaults", () => {
    expect(lifecycle(checking).validate({}, minimal)).toEqual({
      inputs: { ...minimal, elements: {}, adopt: false },
      failures: [],
    });
  });

  it.each<[string, ProgramInputs, RegExp]>([
    ["a number for an ID", { extensionId: 600 }, /^extensionId: must be a string, got a number: put it in quotes/],
    [
      "no type",
      { type: undefined },
      /^type: is required: the PBX's name for the type, as `pulumi-ozeki list` shows it$/,
    ],
    ["no knownType", { knownType: null }, /^knownType: is required: /],
    [
      "a SIP extension",
      { knownType: "SIPExtensionInfo" },
      /^knownType: is that of a SIP extension: use the resource SipE/,
    ],
    ["the ID among the elements", { elements: { Id: "1" } }, /^elements: "Id" is held by the property extensionId/],
    ["the ID in the XML", { xml: "<ID>7</ID>" }, /^xml: "ID" is held by the property extensionId/],
    ["a name that is none", { elements: { "a b": "1" } }, /^elements: "a b" is not a valid name of an XML element$/],
    ["a number for a string", { elements: { Delay: 5 } }, /^elements: "Delay" must be a string, got a number/],
    [
      "XML that is cut off",
      { xml: "<A><B></A>" },
      /^xml: must be elements one after the other, .* but it is not well-formed/,
    ],
    ["XML that closes the Config", { xml: "<A/></Config><Config>" }, /^xml: must be elements one after the other/],
    ["text beside the elements", { xml: "<A/>text" }, /^xml: must be .* but it has text outside of an element$/],
    ["a declaration", { xml: '<?xml version="1.0"?><A/>' }, /^xml: must be .* but it begins with an XML declaration$/],
    ["a DOCTYPE", { xml: "<!DOCTYPE a><A/>" }, /^xml: must be .* but it has a DOCTYPE/],
    ["a whole Config", { xml: "<Config><A/></Config>" }, /^xml: has a Config: write only what is inside of it$/],
    ["XML without an element", { xml: "<!-- nothing -->" }, /^xml: has no element: leave it out$/],
    [
      "one name in both",
      { elements: { A: "1" }, xml: "<A><B/></A>" },
      /^xml: declares A, which `elements` declares as well/,
    ],
    [
      "a password",
      { password: "Marked" },
      /^Unknown property "password". The properties are extensionId, type, knownType, elements, xml, /,
    ],
    ["an id", { id: "600" }, /^Unknown property "id". Did you mean "extensionId"\?$/],
  ])("refuses %s", (_, given, reason) => {
    expect(reasonsOf(given)).toEqual([expect.stringMatching(reason)]);
  });

  it("never prints the value of what may be a secret", () => {
    const given = { ...minimal, xml: "<Marked", elements: { "Marked name": "Marked" } };
    const { failures } = lifecycle(checking).validate({}, given);
    expect(failures.map(({ property }) => property)).toEqual(["", ""]);
    expect(JSON.stringify(failures.map(({ reason }) => reason))).not.toContain("<Marked");
  });

  it.each<[string, ProgramInputs, string]>([
    ["xml", { xml: `<A>${"x".repeat(300_000)}</A>` }, "294 KiB of XML, and one of more than 128 KiB of XML"],
    [
      "elements",
      { elements: { A: "x".repeat(200_000), B: "x".repeat(100_000) } },
      "293 KiB of XML, and one of more than 128 KiB of XML",
    ],
    [
      "elements that are written longer",
      { elements: { A: "&".repeat(100_000) } },
      "586 KiB of XML, and one of more than 128 KiB of XML",
    ],
    ["xml with many elements", { xml: "<A/>".repeat(3_100) }, "3103 elements, and one of more than 3000 elements"],
    [
      "elements that are many",
      { elements: Object.fromEntries(Array.from({ length: 3_100 }, (_, index) => [`A${index}`, ""])) },
      "3103 elements, and one of more than 3000 elements",
    ],
  ])("refuses what could not be read back: %s", (what, given, size) => {
    const name = what.split(" ")[0];
    const reason = `${name}: is too large: with it the extension takes up to ${size} could not be read back`;
    expect(reasonsOf(given)).toEqual([reason]);
    expect(lifecycle(checking).validate({ ...minimal, ...given }, { ...minimal, ...given }).failures).toEqual([]);
  });

  it("refuses names and IDs that could not be read back", () => {
    const long = "a".repeat(1_001);
    expect(reasonsOf({ extensionId: long })).toEqual([
      "extensionId: has 1001 characters: at most 1000 can be read back",
    ]);
    expect(reasonsOf({ elements: { [long]: "" } })).toEqual([
      `elements: "${"a".repeat(1_000)}" … is longer than the 1000 characters that can be read back`,
    ]);
    expect(reasonsOf({ extensionId: long.slice(1), elements: { [long.slice(1)]: "" } })).toEqual([]);
  });

  it("lets pass what is not known yet", () => {
    for (const given of [{ xml: UNKNOWN }, { elements: UNKNOWN }, { elements: { A: UNKNOWN } }, { type: UNKNOWN }]) {
      expect(reasonsOf(given)).toEqual([]);
    }
  });
});

describe("diff of an extension", () => {
  const pbx = "http://pbx:7780";
  const compare = (olds: Partial<Inputs>, news: Partial<Inputs>) =>
    lifecycle({ ...checking, claims: new Claims() }).diff(menuState(pbx, olds), menu(news));

  it("finds no change where the XML differs in its layout, the order of names or of attributes only", () => {
    const olds = { elements: { Name: "Menu" }, xml: '<A b="1" c="2"><D/></A><E/><E>2</E>' };
    const news = { elements: { Name: "Menu" }, xml: '<E></E>\n<E>2</E>\n<A c="2" b="1">\n  <D></D>\n</A>' };
    expect(compare(olds, news)).toEqual({ changes: false, changed: [], replaces: [], deleteBeforeReplace: false });
  });

  it.each<[string, Partial<Inputs>, string[]]>([
    ["an element", { elements: { Name: "Other" } }, ["elements.Name"]],
    ["the XML", { xml: "<A>2</A>" }, ["xml"]],
    ["the order of elements of one name", { xml: "<A>1</A><B>2</B><B>1</B>" }, ["xml"]],
    ["XML that is not known yet", { xml: UNKNOWN }, ["xml"]],
  ])("names %s", (_, given, changed) => {
    const olds = { elements: { Name: "Menu" }, xml: "<A>1</A><B>1</B><B>2</B>" };
    expect(compare(olds, { ...olds, ...given })).toMatchObject({ changes: true, changed, replaces: [] });
  });

  it("replaces the extension for another type, the old one first: both have one ID", () => {
    for (const property of ["type", "knownType"] as const) {
      const result = compare({}, { [property]: "MadeUpQueue" });
      expect(result).toMatchObject({ changes: true, replaces: [property], deleteBeforeReplace: true });
    }
    expect(compare({}, { extensionId: "601", type: "MadeUpQueue" })).toMatchObject({
      replaces: ["extensionId", "type"],
      deleteBeforeReplace: false,
    });
  });
});

describe("create of an extension", () => {
  it("makes it with one request, of its type", async () => {
    const { pbx, context } = await startLifecycle();
    const inputs = menu({ elements: { Name: "Menu & <co>" }, xml: MEMBERS });
    expect(await lifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 600 200"]);
    expect(pbx.requests[0]?.parameters).toMatchObject({ ExtensionType: "MadeUpMenu" });
    expect(held(pbx.extensions.get("600")?.xml)).toBe(
      `<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu &amp; &lt;co&gt;</Name>${MEMBERS}</Config>`,
    );
  });

  it("keeps one that is there as declared, and refuses one that differs, naming what differs", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(`<Name>Menu</Name>\n${MEMBERS}<Other/>`)] });
    const inputs = menu({ elements: { Name: "Menu" }, xml: MEMBERS });
    expect(await lifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(context.said).toEqual([expect.stringContaining("exactly as declared. It was kept")]);
    context.claims.release(pbx.origin, "600");
    const other = menu({ elements: { Name: "Marked" }, xml: "<Members/>" });
    const failure = await rejectionOf(lifecycle(context).create(other));
    expect(failure).toBeInstanceOf(ExtensionExists);
    expect(failure).toMatchObject({ differing: ["elements.Name", "xml"] });
    expect((failure as Error).message).not.toContain("Marked");
    expect(pbx.writes.filter(({ code }) => code === 200)).toEqual([]);
  });

  it("adopts one with adopt: true, and leaves undeclared elements unchanged", async () => {
    const kept = '<Tree a="1"><Leaf/></Tree><Double>1</Double><Double>2</Double>';
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(`<Name>Old</Name>${kept}<Members/>`)] });
    const inputs = menu({ elements: { Name: "Menu" }, xml: MEMBERS, adopt: true });
    expect(await lifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(held(pbx.extensions.get("600")?.xml)).toBe(held(onPbx(`<Name>Menu</Name>${kept}${MEMBERS}`)));
  });

  it("never adopts one of another knownType", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx("", "MadeUpQueueInfo")] });
    const failure = await rejectionOf(lifecycle(context).create(menu({ adopt: true })));
    expect(failure).toBeInstanceOf(OtherKnownType);
    expect(failure).toMatchObject({
      title: "Another type",
      message: expect.stringContaining(
        `Extension 600 on ${pbx.origin} is not of the declared type: its knownType is "MadeUpQueueInfo", not "MadeUpMenuInfo". `,
      ),
    });
    expect(commandsOf(pbx)).toEqual(["AddConfig 600 703", "GetConfig 600 200"]);
  });

  it("settles a lost answer without sending it again", async () => {
    const { pbx, context } = await startLifecycle({ faults: ["drop-after@AddConfig"] });
    const inputs = menu({ xml: MEMBERS });
    expect(await lifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 600 drop-after", "GetConfig 600 200"]);
  });

  it("reports what to check where the PBX does not accept it", async () => {
    const { context } = await startLifecycle();
    const failure = await rejectionOf(lifecycle(context).create(menu({ type: "Unheard" })));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect((failure as Error).message).toContain("check that type and knownType belong together");
    expect((failure as Error).message).not.toContain("userId");
  });
});

describe("read of an extension", () => {
  it("shows what is managed as the PBX has it, and of the rest nothing", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: [onPbx("<Name>Changed</Name><Members><Member>7</Member></Members><Other>1</Other>")],
    });
    const state = menuState(pbx.origin, { elements: { Name: "Menu", Gone: "x" }, xml: `${MEMBERS}<Absent/>` });
    expect(await lifecycle(context).read(state)).toEqual({
      ...state,
      elements: { Name: "Changed", Gone: "" },
      xml: "<Members><Member>7</Member></Members><Absent/>",
    });
  });

  it("keeps the program's own text where the PBX says the same in another way", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: [onPbx("<Enabled>1</Enabled><Members>\n <Member>1000</Member>\n <Member>1001</Member></Members>")],
    });
    const state = menuState(pbx.origin, { elements: { Enabled: "true" }, xml: `\n${MEMBERS}\n` });
    expect(await lifecycle(context).read(state)).toEqual(state);
  });

  it("returns undefined where the PBX has none, and refuses another type", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx("", "MadeUpQueueInfo")] });
    expect(await rejectionOf(lifecycle(context).read(menuState(pbx.origin)))).toBeInstanceOf(OtherKnownType);
    pbx.extensions.remove("600");
    expect(await lifecycle(context).read(menuState(pbx.origin))).toBeUndefined();
  });

  it("refuses an element that is more than the text that it is declared to be", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(MEMBERS)] });
    const failure = await rejectionOf(lifecycle(context).read(menuState(pbx.origin, { elements: { Members: "x" } })));
    expect(failure).toBeInstanceOf(UnreadableExtension);
    expect((failure as Error).message).toContain(
      "its element Members, which `elements` names, has elements inside; declare it in `xml`",
    );
  });
});

describe("update of an extension", () => {
  it("writes what changed in its place, and leaves undeclared elements unchanged", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: [
        onPbx(`<Members><Member>7</Member></Members><Tree><Leaf/></Tree><Members/><LastIPAddress>x</LastIPAddress>`),
      ],
    });
    const news = menu({ elements: { Name: "New" }, xml: MEMBERS });
    expect(await lifecycle(context).update(menuState(pbx.origin), news)).toEqual({ ...news, pbx: pbx.origin });
    // The last one finds out whether the PBX has kept the new element Members.
    expect(commandsOf(pbx)).toEqual(["GetConfig 600 200", "ModifyConfig 600 200", "GetConfig 600 200"]);
    expect(held(pbx.extensions.get("600")?.xml)).toBe(
      held(onPbx(`${MEMBERS}<Tree><Leaf/></Tree><LastIPAddress>x</LastIPAddress><Name>New</Name>`)),
    );
  });

  it("writes nothing where nothing is to be changed", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(`<Enabled>True</Enabled>${MEMBERS}`)] });
    await lifecycle(context).update(menuState(pbx.origin), menu({ elements: { Enabled: "true" }, xml: MEMBERS }));
    expect(commandsOf(pbx)).toEqual(["GetConfig 600 200"]);
  });

  it("leaves what is no longer declared as it is", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(`<Name>Menu</Name>${MEMBERS}`)] });
    await lifecycle(context).update(menuState(pbx.origin, { elements: { Name: "Menu" }, xml: MEMBERS }), menu());
    expect(commandsOf(pbx)).toEqual(["GetConfig 600 200"]);
  });

  it("is held back by a call where it switches the extension off", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx("<Enabled>true</Enabled>")] });
    context.callPolicy = "fail";
    pbx.calls.push({ CallId: "1", Source: "1000", Destination: "600" });
    const news = menu({ elements: { Enabled: "false" } });
    await expect(lifecycle(context).update(menuState(pbx.origin), news)).rejects.toBeInstanceOf(CallInProgress);
    expect(pbx.writes).toEqual([]);
  });
});

describe("delete of an extension", () => {
  it("removes it with one request", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx("")] });
    await lifecycle(context).delete(menuState(pbx.origin));
    expect(commandsOf(pbx)).toEqual(["RemoveConfig 600 200"]);
  });

  it("leaves an unconfirmed one that is not as declared", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [onPbx("<Name>Foreign</Name>")] });
    await lifecycle(context).delete(menuState(undefined, { elements: { Name: "Menu" } }));
    expect(pbx.extensions.ids()).toEqual(["600"]);
  });
});

describe("an extension that is in no state", () => {
  it("is described completely: elements with text, and all others as XML", async () => {
    const odd = '<Tree a="1"><Leaf/></Tree><Double>1</Double><Double>2</Double>';
    const { pbx, context } = await startLifecycle({ extensions: [onPbx(`<Name>Menu</Name><Empty/>${odd}`)] });
    const state = await lifecycle(context).importExtension({ extensionId: "600" });
    expect(state).toEqual({ ...menuState(pbx.origin, { elements: { Name: "Menu", Empty: "" } }), xml: odd });
    expect(commandsOf(pbx)).toEqual(["GetConfig 600 200", "ListExtensions 200"]);
    pbx.forgetRequests();
    expect(await lifecycle(context).update(state as State, state as State)).toEqual(state);
    expect(commandsOf(pbx)).toEqual(["GetConfig 600 200"]);
  });

  it("is described without what sounds like a secret, however deep it lies: an import prints it", async () => {
    const secrets = '<Pin>Marked</Pin><Trunk><Account password="Marked"/></Trunk>';
    const { context } = await startLifecycle({ extensions: [onPbx(`<Name>Menu</Name>${secrets}${MEMBERS}`)] });
    const state = await lifecycle(context).importExtension({ extensionId: "600" });
    expect(state).toMatchObject({ elements: { Name: "Menu" }, xml: MEMBERS });
    expect(JSON.stringify(state)).not.toContain("Marked");
  });

  it("is not there, or is a SIP extension, which is another resource's", async () => {
    const { context } = await startLifecycle({ extensions: [{ ID: "1000" }] });
    expect(await lifecycle(context).importExtension({ extensionId: "600" })).toBeUndefined();
    await expect(lifecycle(context).importExtension({ extensionId: "1000" })).rejects.toBeInstanceOf(
      UnreadableExtension,
    );
  });

  it("is read in the terms of a program that declares it", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: [onPbx(`<Name>Menu</Name><Other>1</Other>${MEMBERS}`)],
    });
    const declared = menu({ elements: { Name: "Wanted" } });
    expect(await lifecycle(context).importDeclared(declared)).toEqual(
      menuState(pbx.origin, { elements: { Name: "Menu" } }),
    );
    expect(pbx.writes).toEqual([]);
  });
});

describe("properties of every overlay", () => {
  const name = fc.constantFrom("A", "B", "C", "constructor", "__proto__");
  const leaf = fc
    .tuple(name, fc.string({ unit: "grapheme-ascii" }))
    .map(([tag, text]) => `<${tag}><T>${text.replace(/[<&>]/g, "")}</T></${tag}>`);
  const sequence = fc.array(leaf, { minLength: 1, maxLength: 5 }).map((all) => all.join(""));

  it("what was written needs no second write, and the rest stays", () => {
    fc.assert(
      fc.property(sequence, sequence, (there, wanted) => {
        const found = ConfigXml.of(parseXml(onPbx(`${there}<Kept><T/></Kept>`)));
        const inputs = menu({ xml: wanted });
        const written = extension.overlay(found, inputs);
        expect(extension.isWriteNeeded(written, inputs)).toBe(false);
        expect(extension.overlay(written, inputs).toXml()).toBe(written.toXml());
        expect(extension.flatten(written, inputs, "http://pbx").xml).toBe(wanted);
        const declared = new Set(ConfigXml.of(parseXml(`<C>${wanted}</C>`)).elementNames());
        const untouched = (config: ConfigXml) => config.without([...declared]).toXml();
        expect(untouched(written)).toBe(untouched(found));
      }),
    );
  });

  it("a string that is not a sequence of elements is never read in part", () => {
    expect(
      errorThrownBy(() => extension.overlay(ConfigXml.of(parseXml(onPbx(""))), menu({ xml: "<A>" }))),
    ).toBeInstanceOf(Error);
  });
});
