import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const PLANTED = {
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

/** The office is searched for the passwords after the last test: in the state, and in what these commands print. */
async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: PROGRAM, environment: PLANTED });
  const { stack } = office;
  const preview = await recorded(office, stack.pulumi(["preview", "--json"]));
  const up = await recorded(office, stack.upWithPreview("--diff"));
  const texts = ["1000", "1001", "1002"].map((id) => office.text(id, "Password"));
  const elements = [office.text("1000", "ProxyPassword"), office.text("1003", "Note")];
  const refresh = await recorded(office, stack.refresh());
  stack.environment.ENABLED = "false";
  const update = await recorded(office, stack.upWithPreview("--diff"));
  const unchanged = await recorded(office, stack.pulumi(["preview", "--expect-no-changes"]));
  return {
    commands: { preview, up, refresh, update, unchanged },
    texts,
    elements,
    enabled: office.text("1000", "Enabled"),
  };
}

describe.each(bothAdapters)(
  "secrets that a transformation sets without marking them, by the %s provider",
  (adapter) => {
    let story: Awaited<ReturnType<typeof run>>;
    beforeAll(async () => {
      story = await run(adapter);
    });

    test("reach the PBX: from a resource, a component, the stack and a transform", () => {
      expect(story.texts).toEqual([PLANTED.FROM_COMPONENT, PLANTED.FROM_RESOURCE, PLANTED.FROM_TRANSFORM]);
      expect(story.elements).toEqual([PLANTED.FROM_STACK, PLANTED.WHOLE]);
    });

    test("are encrypted in state, previews and output, and do not look changed in the next run", () => {
      for (const [name, { code }] of Object.entries(story.commands)) {
        expect({ name, code }).toEqual({ name, code: 0 });
      }
      expect(story.commands.refresh.output).toContain("unchanged");
      expect(story.enabled).toBe("false");
    });
  },
);
