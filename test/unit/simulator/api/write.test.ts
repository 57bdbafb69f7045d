import * as fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { propertyRuns } from "../../../support/propertyRuns";
import { unicodeString } from "../../../support/unicodeString";
import { addConfig, configXml, getConfig, modifyConfig } from "../support/send";
import { startPbx } from "../support/startPbx";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** The elements of the Config in an answer to GetConfig, each as a line. */
function linesOf(text: string): string[] {
  return text
    .split("\r\n")
    .slice(3)
    .filter((line) => line.startsWith("    "))
    .map((line) => line.slice(4));
}

describe("what was written is returned unchanged", () => {
  const rich = [
    "<Note>  two  spaces  </Note>",
    "<Blank>   </Blank>",
    "<Empty />",
    `<Nil xsi:nil="true" />`,
    `<Codec order="1" xml:lang="en">G.711</Codec>`,
    "<Codec>G.729</Codec>",
    '<Quotes>"it\'s" &lt;b&gt; &amp;amp;</Quotes>',
    "<Mixed>one <b>two</b> three</Mixed>",
  ];
  const nested = `<Rules><Rule name="a &amp; &quot;b&quot;"><Days><Day>Mon</Day><Day>Tue</Day></Days></Rule><Rule /></Rules>`;

  it("elements, duplicates, order, attributes, namespaces, children, mixed content", async () => {
    const pbx = await startPbx();
    const xml = configXml().replace("<Enabled>", `${rich.join("")}${nested}<Enabled>`);
    const declared = xml.replace("<Config", `<Config xmlns:xsi="${XSI}"`);
    expect((await addConfig(pbx, declared)).code).toBe(200);
    const { text } = await getConfig(pbx, "100");
    expect(text).toContain(`<Config xmlns:xsi="${XSI}" knownType="SIPExtensionInfo">`);
    expect(linesOf(text)).toEqual([
      "<AuthorizationName>100</AuthorizationName>",
      "<Password>100</Password>",
      ...rich,
      "<Rules>",
      `  <Rule name="a &amp; &quot;b&quot;">`,
      "    <Days>",
      "      <Day>Mon</Day>",
      "      <Day>Tue</Day>",
      "    </Days>",
      "  </Rule>",
      "  <Rule />",
      "</Rules>",
      "<Enabled>true</Enabled>",
      "<ID>100</ID>",
      "<UserID>user100</UserID>",
    ]);
  });

  it("and again after it was read and written back", async () => {
    const pbx = await startPbx();
    pbx.extensions.set({ ID: "100" });
    pbx.extensions.addXml("100", `${rich.join("")}${nested}<x:Own xmlns:x="urn:own" x:a="1"><x:In/></x:Own>`);
    pbx.switches.getConfigUsername = "returned";
    const first = await getConfig(pbx, "100");
    const config = /<Config[\s\S]*<\/Config>/.exec(first.text)?.[0] ?? "";
    expect((await modifyConfig(pbx, config)).code).toBe(200);
    expect((await getConfig(pbx, "100")).text).toBe(first.text);
    expect(first.text).toContain(`<x:Own xmlns:x="urn:own" x:a="1">`);
    expect(first.text).toContain(`<Nil xmlns:xsi="${XSI}" xsi:nil="true" />`);
  });

  it("namespaces of all kinds, so that the answer is well-formed by another parser's judgement", async () => {
    const pbx = await startPbx();
    pbx.extensions.set({ ID: "100" });
    pbx.extensions.addXml(
      "100",
      `<A xmlns="urn:a"><B/><C xmlns=""><D/></C></A><p:E xmlns:p="urn:1"><p:F xmlns:p="urn:2" p:g="1"/></p:E><T xsi:type="xs:int" xmlns:xs="urn:xs">1</T>`,
    );
    const { text } = await getConfig(pbx, "100");
    expect(XMLValidator.validate(text)).toBe(true);
    expect(linesOf(text).slice(5)).toEqual([
      `<A xmlns="urn:a">`,
      "  <B />",
      `  <C xmlns="">`,
      "    <D />",
      "  </C>",
      "</A>",
      `<p:E xmlns:p="urn:1">`,
      `  <p:F xmlns:p="urn:2" p:g="1" />`,
      "</p:E>",
      `<T xmlns:xs="urn:xs" xmlns:xsi="${XSI}" xsi:type="xs:int">1</T>`,
    ]);
  });

  it("an element of another namespace, even where its name is one that GetConfig leaves out or that a write needs", async () => {
    const pbx = await startPbx();
    const own = `<p:Username xmlns:p="urn:p">x</p:Username><p:LastIPAddress xmlns:p="urn:p">y</p:LastIPAddress>`;
    const xml = configXml().replace("<ID>", `${own}<ID>`);
    expect((await addConfig(pbx, xml)).code).toBe(200);
    expect((await getConfig(pbx, "100")).text).toContain(own.replace("><p:", ">\r\n    <p:"));
    const inNamespace = configXml({ ID: "101" }).replace("<UserID>", `<UserID xmlns="urn:p">`);
    expect((await addConfig(pbx, inNamespace)).code).toBe(702);
  });

  it("CDATA as text, text around a comment as one", async () => {
    const pbx = await startPbx();
    await addConfig(pbx, configXml({ Note: "a<!-- c -->b<![CDATA[<&]]>c" }));
    expect(pbx.extensions.text("100", "Note")).toBe("ab<&c");
    expect((await getConfig(pbx, "100")).text).toContain("<Note>ab&lt;&amp;c</Note>");
  });

  it("any text, through another parser", async () => {
    const pbx = await startPbx();
    const parser = new XMLParser({
      trimValues: false,
      parseTagValue: false,
      processEntities: true,
      htmlEntities: true,
    });
    const text = unicodeString().filter(
      (value) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(value),
    );
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const written = value
          .replaceAll("&", "&amp;")
          .replaceAll("<", "&lt;")
          .replaceAll(">", "&gt;")
          .replaceAll("\r", "&#13;");
        pbx.extensions.clear();
        expect((await addConfig(pbx, configXml({ Note: written }))).code).toBe(200);
        expect(pbx.extensions.text("100", "Note")).toBe(value);
        const { text: answer } = await getConfig(pbx, "100");
        expect(XMLValidator.validate(answer)).toBe(true);
        const raw = /<Note(?: \/>|>([\s\S]*)<\/Note>)/.exec(answer)?.[1] ?? "";
        expect(raw).toBe(written.replaceAll("&#13;", "&#xD;"));
        expect(parser.parse(`<a>x${raw}</a>`).a).toBe(`x${value}`);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it("line ends in text: a character reference stays, a raw one becomes a line feed", async () => {
    const pbx = await startPbx();
    await addConfig(pbx, configXml({ Note: "a&#xD;&#xA;b\r\nc\rd\te\u0085f\u2028g" }));
    expect(pbx.extensions.text("100", "Note")).toBe("a\r\nb\nc\nd\te\u0085f\u2028g");
    expect((await getConfig(pbx, "100")).text).toContain("<Note>a&#xD;\nb\nc\nd\te\u0085f\u2028g</Note>");
  });

  it("line ends and tabs in an attribute", async () => {
    const pbx = await startPbx();
    await addConfig(pbx, configXml().replace("<ID>", `<Note a="1&#xD;&#xA;&#x9;2"/><ID>`));
    expect((await getConfig(pbx, "100")).text).toContain(`<Note a="1&#xD;&#xA;&#x9;2" />`);
  });
});

describe("a write", () => {
  it("replaces the whole: what it lacks is lost", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "100", Note: "old", Color: "red" }] });
    await modifyConfig(pbx, configXml({ Color: "blue" }));
    expect(pbx.extensions.get("100")?.elements).toEqual([
      ["AuthorizationName", "100"],
      ["Password", "100"],
      ["Username", "100"],
      ["Enabled", "true"],
      ["ID", "100"],
      ["UserID", "user100"],
      ["Color", "blue"],
    ]);
  });

  it("leaves run-time values alone at their position, whatever the request has for them", async () => {
    const pbx = await startPbx({
      extensions: [{ ID: "100", LastIPAddress: "10.0.0.1:5060 (Udp)", UserAgentName: "Phone" }],
    });
    await modifyConfig(pbx, configXml({ LastIPAddress: "forged", Password: "new" }));
    expect(pbx.extensions.get("100")?.elements).toEqual([
      ["AuthorizationName", "100"],
      ["Password", "new"],
      ["Username", "100"],
      ["LastIPAddress", "10.0.0.1:5060 (Udp)"],
      ["UserAgentName", "Phone"],
      ["Enabled", "true"],
      ["ID", "100"],
      ["UserID", "user100"],
    ]);
  });

  it("keeps run-time values last where they were last, or where the next element is gone", async () => {
    const pbx = await startPbx({
      types: [{ type: "T", knownType: "TInfo", required: ["ID"], runTime: ["Seen", "Heard"] }],
      extensions: [`<Config knownType="TInfo"><ID>1</ID><Seen>s</Seen><Note>n</Note><Heard>h</Heard></Config>`],
    });
    await modifyConfig(pbx, `<Config knownType="TInfo"><ID>1</ID></Config>`, "T");
    expect(pbx.extensions.get("1")?.elements).toEqual([
      ["ID", "1"],
      ["Seen", "s"],
      ["Heard", "h"],
    ]);
  });

  it("makes no run-time values: a phone that never registered has none", async () => {
    const pbx = await startPbx();
    await addConfig(pbx, configXml({ LastIPAddress: "forged", UserAgentName: "forged" }));
    expect(pbx.extensions.get("100")?.elements.map(([name]) => name)).toEqual([
      "AuthorizationName",
      "Password",
      "Username",
      "Enabled",
      "ID",
      "UserID",
    ]);
  });

  it("of another type is opaque: anything with an ID goes", async () => {
    const pbx = await startPbx();
    const xml = `<Config knownType="MadeUpMenuInfo"><ID>9</ID><Tree><Key digit="1">1000</Key></Tree></Config>`;
    expect((await addConfig(pbx, xml, "MadeUpMenu")).code).toBe(200);
    expect(linesOf((await getConfig(pbx, "9")).text)).toEqual([
      "<ID>9</ID>",
      "<Tree>",
      `  <Key digit="1">1000</Key>`,
      "</Tree>",
    ]);
  });
});
