import { offices } from "../support/openOffices";

const openOffice = offices();

const planted = {
  FROM_RESOURCE: "Marked-From-Resource-1",
  FROM_COMPONENT: "Marked-From-Component-1",
  FROM_STACK: "Marked-From-Stack-1",
  FROM_TRANSFORM: "Marked-From-Transform-1",
  WHOLE: "Marked-Whole-1",
};

// Each of the ways in which a program changes properties after it called the constructor, with values that are not marked.
const PROGRAM = `
  const { Extension } = ozeki;
  const set = (more) => ({ type, props, opts }) => /Extension$/.test(type) ? { props: { ...props, ...more }, opts } : undefined;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) => type.endsWith("SipExtension")
    ? { props: { ...props, elements: { ...props.elements, ProxyPassword: process.env.FROM_STACK } }, opts } : undefined);
  const floor = new pulumi.ComponentResource("my:x:Floor", "floor", {}, {
    transformations: [set({ password: process.env.FROM_COMPONENT })],
  });
  new SipExtension("of-floor", { extensionId: "1000", userId: "user", enabled: process.env.ENABLED !== "false" }, { parent: floor });
  new SipExtension("by-itself", { extensionId: "1001", userId: "user" }, {
    transformations: [set({ password: process.env.FROM_RESOURCE })],
  });
  new SipExtension("by-transform", { extensionId: "1002", userId: "user" }, {
    transforms: [set({ password: process.env.FROM_TRANSFORM })],
  });
  new SipExtension("whole", { extensionId: "1003", userId: "user",
    elements: pulumi.secret({ VoicemailPin: process.env.WHOLE, Note: process.env.WHOLE }) });
  new Extension("menu", { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" }, {
    transformations: [set({ xml: "<Trunk><Password>" + process.env.FROM_RESOURCE + "</Password></Trunk>" })],
  });`;

describe.each(["dynamic", "native"] as const)("secrets that a transformation sets, by the %s provider", (adapter) => {
  test("are encrypted in state, plans, previews and exports although nothing marked them", async () => {
    const office = await openOffice({
      adapter,
      program: PROGRAM,
      environment: planted,
    });
    const { stack } = office;
    for (const args of [
      ["preview", "--diff"],
      ["preview", "--json"],
      ["up", "--yes", "--skip-preview", "--diff"],
    ]) {
      expect(await stack.pulumi(args)).toMatchObject({ code: 0 });
    }
    expect(office.text("1000", "Password")).toBe(planted.FROM_COMPONENT);
    expect(office.text("1000", "ProxyPassword")).toBe(planted.FROM_STACK);
    expect(office.text("1001", "Password")).toBe(planted.FROM_RESOURCE);
    expect(office.text("1002", "Password")).toBe(planted.FROM_TRANSFORM);
    expect(office.text("1003", "Note")).toBe(planted.WHOLE);
    expect((await stack.pulumi(["preview", "--diff"])).output).toContain("unchanged");
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    stack.environment.ENABLED = "false";
    expect(await stack.pulumi(["up", "--yes", "--diff"])).toMatchObject({ code: 0 });
    expect(office.text("1000", "Enabled")).toBe("false");
    expect((await stack.pulumi(["stack", "export"])).stdout).not.toContain("Marked");
    expect((await stack.pulumi(["preview", "--expect-no-changes"])).code).toBe(0);
  });
});
