import { Simulator } from "../../../simulator";
import { ExampleStack } from "../support/exampleStack";
import type { Installation } from "../support/installation";

const UP = ["up", "--yes", "--skip-preview"];
const DESTROY = ["destroy", "--yes", "--skip-preview"];

const OFFICE = ["0999", "1000", "1001", "1002", "1003", "1010", "1011", "1019", "1020", "1021"];

export function examples(installed: () => Installation): void {
  const pbxs: Simulator[] = [];
  let stack: ExampleStack | undefined;

  afterEach(async () => {
    await Promise.all(pbxs.splice(0).map((pbx) => pbx.stop()));
    stack?.remove();
    stack = undefined;
  });

  const startPbx = async (...options: Parameters<typeof Simulator.start>) => {
    const pbx = await Simulator.start(...options);
    pbxs.push(pbx);
    return pbx;
  };

  test("office: ten extensions are made, left alone, and removed, and no password is told", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "2000" }] });
    stack = await ExampleStack.ofExample(installed(), "office");
    await stack.mustRun("config", "set", "ozeki:url", pbx.origin);
    await stack.mustRun("config", "set", "--secret", "receptionPassword", "Marked-Reception-1");
    await stack.mustRun("config", "set", "--path", "roomElements.CallerName", "Meeting room");

    const up = await stack.mustRun(...UP);
    expect(up.output).toContain("+ 11 created");
    expect(pbx.commands().sort()).toEqual(OFFICE.map((id) => `AddConfig ${id} 200`));
    expect(pbx.extensions.get("1000")?.elements).toEqual([
      ["AuthorizationName", "1000"],
      ["Password", "Marked-Reception-1"],
      ["Username", "1000"],
      ["Enabled", "true"],
      ["ID", "1000"],
      ["UserID", "reception"],
    ]);
    expect(OFFICE.filter((id) => pbx.extensions.text(id, "Enabled") !== "true")).toEqual(["1019"]);
    expect(OFFICE.filter((id) => pbx.extensions.text(id, "CallerName") === "Meeting room")).toEqual([
      "0999",
      "1020",
      "1021",
    ]);

    const passwords = Object.fromEntries(OFFICE.map((id) => [id, pbx.extensions.text(id, "Password") ?? ""]));
    expect(new Set(Object.values(passwords).filter((password) => password.length >= 16)).size).toBe(10);
    const told = await stack.mustRun("stack", "output", "passwords", "--show-secrets");
    expect(JSON.parse(told.stdout)).toEqual(passwords);

    pbx.forgetRequests();
    expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect((await stack.mustRun("stack", "output")).output).toContain("[secret]");
    expect(pbx.commands()).toEqual([]);

    await stack.mustRun(...DESTROY);
    expect(pbx.commands().sort()).toEqual(OFFICE.map((id) => `RemoveConfig ${id} 200`));
    expect(pbx.extensions.ids()).toEqual(["2000"]);
    expect(stack.placesOf(Object.values(passwords))).toEqual([]);
  });

  test("office: without the password that must be given, it names the command that sets it, and sends nothing", async () => {
    const pbx = await startPbx();
    stack = await ExampleStack.ofExample(installed(), "office");
    await stack.mustRun("config", "set", "ozeki:url", pbx.origin);
    const { code, output } = await stack.run("preview");
    expect(code).not.toBe(0);
    expect(output).toContain("pulumi config set --secret office:receptionPassword");
    expect(pbx.commands()).toEqual([]);
  });

  test("two-sites: each PBX gets its own, with its own login, and no password is told", async () => {
    const london = await startPbx();
    const budapest = await startPbx({ login: { username: "api", password: "Marked-Login-1" } });
    stack = await ExampleStack.ofExample(installed(), "two-sites");
    const connection = "ozeki:connections.budapest";
    await stack.mustRun("config", "set", "--path", "ozeki:connections.london.url", london.origin);
    await stack.mustRun("config", "set", "--path", `${connection}.url`, budapest.origin);
    await stack.mustRun("config", "set", "--path", `${connection}.username`, "api");
    await stack.mustRun("config", "set", "--path", "--secret", `${connection}.password`, "Marked-Login-1");

    const up = await stack.mustRun(...UP);
    expect(up.output).toContain("+ 6 created");
    expect(london.commands().sort()).toEqual(["AddConfig 1000 200", "AddConfig 1001 200"]);
    expect(budapest.commands().sort()).toEqual(["AddConfig 1000 200", "AddConfig 1001 200", "AddConfig 1002 200"]);
    expect(london.extensions.text("1000", "UserID")).toBe("reception");
    expect(budapest.extensions.text("1000", "UserID")).toBe("porta");
    expect(london.requests.filter(({ parameters }) => "Username" in parameters)).toEqual([]);

    const passwordsOf = ({ extensions }: Simulator) =>
      Object.fromEntries(extensions.ids().map((id) => [id, extensions.text(id, "Password") ?? ""]));
    const passwords = { london: passwordsOf(london), budapest: passwordsOf(budapest) };
    const told = await stack.mustRun("stack", "output", "passwords", "--show-secrets");
    expect(JSON.parse(told.stdout)).toEqual(passwords);

    for (const pbx of [london, budapest]) pbx.forgetRequests();
    expect(await stack.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect([...london.commands(), ...budapest.commands()]).toEqual([]);

    await stack.mustRun(...DESTROY);
    expect([london.extensions.size, budapest.extensions.size]).toEqual([0, 0]);
    const secrets = [...Object.values(passwords.london), ...Object.values(passwords.budapest), "Marked-Login-1"];
    expect(secrets).toHaveLength(6);
    expect(stack.placesOf(secrets)).toEqual([]);
  });

  test("the repository's own Pulumi.yaml deploys the office", async () => {
    const pbx = await startPbx();
    const office = await ExampleStack.ofExample(installed(), "office");
    office.remove();
    stack = await ExampleStack.ofRepository(installed());
    await stack.mustRun("config", "set", "ozeki:url", pbx.origin);
    await stack.mustRun("config", "set", "--secret", "receptionPassword", "Marked-Reception-1");
    const { output } = await stack.mustRun("preview");
    expect(output).toContain("+ 11 to create");
    expect(pbx.commands()).toEqual([]);
  });
}
