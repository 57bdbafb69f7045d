import { ExtensionSourceError, MalformedXml, officeOf, Simulator } from "../../../simulator";
import { getConfig } from "./support/send";
import { startPbx } from "./support/startPbx";

describe("what the PBX holds, changed without requests", () => {
  it("starts with extensions from elements, XML, or an office", async () => {
    const pbx = await startPbx({
      extensions: [{ ID: "1", Password: "p", Note: "n" }, `<Config knownType="MadeUpQueueInfo"><ID>2</ID></Config>`],
    });
    expect(pbx.extensions.ids()).toEqual(["1", "2"]);
    expect(pbx.extensions.get("1")).toMatchObject({
      id: "1",
      type: "SIP",
      knownType: "SIPExtensionInfo",
      elements: [
        ["AuthorizationName", "1"],
        ["Password", "p"],
        ["Username", "1"],
        ["Enabled", "true"],
        ["ID", "1"],
        ["UserID", "user1"],
        ["Note", "n"],
      ],
    });
    expect(pbx.extensions.get("2")).toEqual({
      id: "2",
      type: "MadeUpQueue",
      knownType: "MadeUpQueueInfo",
      elements: [["ID", "2"]],
      xml: `<Config knownType="MadeUpQueueInfo">\r\n  <ID>2</ID>\r\n</Config>`,
    });
    const office = await startPbx({ extensions: 300 });
    expect(office.extensions.size).toBe(300);
    expect(office.extensions.ids()).toEqual(officeOf(300).map((source) => (source as { ID: string }).ID));
    expect(office.extensions.text("1298", "LastIPAddress")).toBe("192.168.116.49:5060 (Udp)");
    expect(office.extensions.text("1299", "LastIPAddress")).toBeUndefined();
  });

  it("can be set, changed and taken away", async () => {
    const pbx = await startPbx();
    const { extensions } = pbx;
    extensions.set({ ID: "1" });
    extensions.setElement("1", "Password", "a\r\n<&>");
    extensions.setElement("1", "Note", "new");
    expect(extensions.text("1", "Password")).toBe("a\r\n<&>");
    expect(extensions.get("1")?.elements.at(-1)).toEqual(["Note", "new"]);
    expect((await getConfig(pbx, "1")).text).toContain("<Password>a&#xD;\n&lt;&amp;&gt;</Password>");
    extensions.removeElement("1", "Note");
    expect(extensions.text("1", "Note")).toBeUndefined();
    expect(extensions.has("1")).toBe(true);
    expect(extensions.remove("1")).toBe(true);
    expect(extensions.remove("1")).toBe(false);
    expect(extensions.get("1")).toBeUndefined();
    expect(extensions.has("1")).toBe(false);
    extensions.set({ ID: "2" });
    extensions.clear();
    expect(extensions.size).toBe(0);
    expect(pbx.requests).toHaveLength(1);
  });

  it("can have elements that are more than text, and duplicates", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    pbx.extensions.addXml(
      "1",
      `<Note a="1">x</Note> <Note xsi:nil="true"/><p:Own xmlns:p="urn:p"><p:In>y</p:In></p:Own>`,
    );
    expect(pbx.extensions.get("1")?.elements.slice(-3)).toEqual([
      ["Note", "x"],
      ["Note", ""],
      ["p:Own", "y"],
    ]);
    pbx.extensions.setElement("1", "Note", "plain");
    expect(pbx.extensions.get("1")?.xml).toContain("<Note>plain</Note>");
  });

  it("a look at it does not change with it", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1", Note: "before" }] });
    const look = pbx.extensions.get("1");
    pbx.extensions.setElement("1", "Note", "after");
    expect(look?.elements.at(-1)).toEqual(["Note", "before"]);
  });

  it("cannot be what it could never be", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    const { extensions } = pbx;
    expect(() => extensions.set({})).toThrow(ExtensionSourceError);
    expect(() => extensions.set({ ID: "" })).toThrow("needs an ID");
    expect(() => extensions.set("<Config")).toThrow(MalformedXml);
    expect(() => extensions.set("<Config knownType='Other'><ID>1</ID></Config>")).toThrow(
      "the PBX has SIPExtensionInfo, MadeUpMenuInfo, MadeUpQueueInfo",
    );
    expect(() => extensions.set("<Other knownType='SIPExtensionInfo'><ID>1</ID></Other>")).toThrow(
      ExtensionSourceError,
    );
    expect(() => extensions.set({ ID: "1", "no name": "x" })).toThrow(MalformedXml);
    expect(() => extensions.setElement("1", "Note", "\u0000")).toThrow(MalformedXml);
    expect(() => extensions.setElement("1", "1st", "x")).toThrow(MalformedXml);
    expect(() => extensions.setElement("1", "ID", "2")).toThrow("an ID cannot be changed");
    expect(() => extensions.setElement("2", "Note", "x")).toThrow(`there is no extension "2"`);
    expect(() => extensions.addXml("1", "text")).toThrow("no element to add");
    expect(() => extensions.addXml("1", "<a>")).toThrow(MalformedXml);
    expect(extensions.ids()).toEqual(["1"]);
    await expect(Simulator.start({ extensions: ["nonsense"] })).rejects.toThrow(MalformedXml);
  });
});
