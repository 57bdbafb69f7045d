import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const sales = (more = "") => `new SipExtension("sales", { extensionId: "2000", userId: "sales"${more} });\n`;
const SUPPORT = 'new SipExtension("support", { extensionId: "3000", userId: "support" });\n';

async function run(adapter: Adapter) {
  const office = await openSharedOffice({ adapter, program: sales() });
  const { stack, pbx } = office;
  const create = await recorded(office, stack.up());

  // The environment counts at once. A key of the stack counts for refresh and destroy after the next `pulumi up`.
  stack.environment.OZEKI_READ_ONLY = "true";
  stack.program(sales(", enabled: false") + SUPPORT);
  const writesBefore = pbx.writes.length;
  const preview = await recorded(office, stack.preview("--diff"));
  const refused = await recorded(office, stack.up("--continue-on-error"));
  const refresh = await recorded(office, stack.refresh());
  const destroy = await recorded(office, stack.destroy());
  const probe = await recorded(office, stack.ozeki(["doctor", "--stack", "dev", "--probe", "9999", "--yes"]));
  const writes = pbx.writes.slice(writesBefore);
  const heldIds = stack.extensionIds();

  stack.environment.OZEKI_READ_ONLY = "";
  const allowed = await recorded(office, stack.up());
  return {
    ...{ create, preview, refused, refresh, destroy, probe, writes, heldIds, allowed },
    ids: pbx.extensions.ids().sort(),
    enabled: office.text("2000", "Enabled"),
  };
}

describe.each(longAdapters)("a read-only connection, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
    expect(story.create).toMatchObject({ code: 0 });
  });

  test("previews and refreshes as ever, and sends no write", () => {
    expect(story.preview).toMatchObject({ code: 0 });
    expect(story.preview.output).toMatch(/enabled/);
    expect(story.refresh).toMatchObject({ code: 0 });
    expect(story.writes).toEqual([]);
  });

  test.each<[string, "refused" | "destroy", string]>([
    ["an update", "refused", "ModifyConfig of extension 2000"],
    ["a create", "refused", "AddConfig of extension 3000"],
    ["a delete", "destroy", "RemoveConfig of extension 2000"],
  ])("refuses %s with one sentence that names the setting", (_what, run, command) => {
    const { code, output } = story[run];
    expect(code).not.toBe(0);
    const message = new RegExp(
      `${command} on \\S+ failed: the connection is read-only, and nothing was sent\\. To allow writes, set OZEKI_READ_ONLY to false\\. Then run the command again\\.`,
    );
    expect(output.replace(/\s+/g, " ")).toMatch(message);
  });

  test("refuses the probe of doctor before it asks", () => {
    expect(story.probe.code).toBe(1);
    expect(story.probe.output).toContain("error: the probe writes to the PBX, and OZEKI_READ_ONLY is true.");
  });

  test("leaves the state as it was, and up goes on where it is writable again", () => {
    expect(story.heldIds).toEqual(["2000"]);
    expect(story.allowed).toMatchObject({ code: 0 });
    expect(story.ids).toEqual(["2000", "3000"]);
    expect(story.enabled).toBe("false");
  });
});
