import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../../simulator";
import { ExampleStack } from "../support/exampleStack";
import { filesBelow } from "../support/filesBelow";
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

  const open = (created: ExampleStack) => {
    stack = created;
    return created;
  };

  test("office: up creates ten extensions, the next preview changes nothing, destroy removes them, and no password is printed", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "2000" }] });
    const office = open(ExampleStack.ofExample(installed(), "office"));
    office.settings.configure({ "ozeki:url": pbx.origin, "office:roomElements": { CallerName: "Meeting room" } });
    office.settings.setSecret("receptionPassword", "Marked-Reception-1");

    const up = await office.mustRun(...UP);
    expect(up.output).toContain("+ 11 created");
    expect(up.output).toContain("[secret]");
    expect(pbx.commands().sort()).toEqual([...OFFICE.map((id) => `AddConfig ${id} 200`), "ListExtensions 200"]);
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
    const shown = await office.mustRun("stack", "output", "passwords", "--show-secrets");
    expect(JSON.parse(shown.stdout)).toEqual(passwords);

    pbx.forgetRequests();
    expect(await office.run("preview", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(pbx.commands()).toEqual([]);

    await office.mustRun(...DESTROY);
    expect(pbx.commands().sort()).toEqual(OFFICE.map((id) => `RemoveConfig ${id} 200`));
    expect(pbx.extensions.ids()).toEqual(["2000"]);
    expect(office.placesOf(Object.values(passwords))).toEqual([]);
  });

  test("office: without the password that must be set, preview names the command that sets it, and sends nothing", async () => {
    const pbx = await startPbx();
    const office = open(ExampleStack.ofExample(installed(), "office"));
    office.settings.configure({ "ozeki:url": pbx.origin });
    const { code, output } = await office.run("preview");
    expect(code).not.toBe(0);
    expect(output).toContain("pulumi config set --secret office:receptionPassword");
    expect(pbx.commands()).toEqual([]);
  });

  test("office-csv: each row becomes a protected extension, and a mistake in the file is reported with line and column", async () => {
    const pbx = await startPbx();
    const office = open(ExampleStack.ofExample(installed(), "office-csv"));
    office.settings.configure({ "ozeki:url": pbx.origin });
    const up = await office.mustRun(...UP);
    expect(up.output).toContain("+ 7 created");
    expect(pbx.extensions.ids().sort()).toEqual(["0999", "1000", "1001", "1002", "1010", "1019"]);
    expect(pbx.extensions.text("1019", "Enabled")).toBe("false");
    expect(pbx.extensions.text("0999", "Department")).toBe("Warehouse");

    const file = join(office.folder, "extensions.csv");
    const rows = readFileSync(file, "utf8");
    pbx.forgetRequests();
    writeFileSync(file, rows.replace("1002,balazs,", "1002,balazs,perhaps"));
    const broken = await office.run("preview");
    expect(broken.code).not.toBe(0);
    expect(broken.output).toContain("extensions.csv, line 4, column enabled: must be true or false");
    writeFileSync(file, rows.replace(/^1002.*\r\n/m, ""));
    const removed = await office.run(...UP);
    expect(removed.output).toContain("pulumi state unprotect");
    expect(pbx.commands()).toEqual([]);
    expect(office.placesOf(pbx.extensions.ids().map((id) => pbx.extensions.text(id, "Password") ?? ""))).toEqual([]);
  });

  test("phones: up writes a file for each phone that only its user can read, a preview writes none, and the state has no password", async () => {
    const pbx = await startPbx();
    const office = open(ExampleStack.ofExample(installed(), "phones"));
    const folder = join(office.folder, "provisioned");
    office.settings.configure({
      "ozeki:url": pbx.origin,
      "phones:sipServer": "pbx.example.com",
      "phones:provisioningUrl": "https://provisioning.example.com/office",
    });
    await office.mustRun("preview");
    expect(existsSync(folder)).toBe(false);
    await office.mustRun(...UP);
    const files = filesBelow(folder).filter((file) => file !== ".gitignore");
    expect(files.map((file) => file.replace(/-[0-9a-f]{32}/, "-TOKEN").replaceAll("\\", "/")).sort()).toEqual([
      "grandstream/cfg000b82001001.xml",
      "linphone/1002-TOKEN.xml",
      ...["sheets/1000.html", "sheets/1001.html", "sheets/1002.html"],
      "yealink/805ec0001000.cfg",
    ]);
    const contents = files.map((file) => readFileSync(join(folder, file), "utf8")).join();
    const passwords = pbx.extensions.ids().map((id) => pbx.extensions.text(id, "Password") ?? "");
    expect(passwords.filter((password) => contents.includes(password))).toHaveLength(3);
    expect(office.placesOf(passwords)).toEqual([]);
  });

  test("two-sites: each PBX gets its own extensions, with its own login, and no password is printed", async () => {
    const london = await startPbx();
    const budapest = await startPbx({ login: { username: "api", password: "Marked-Login-1" } });
    const sites = open(ExampleStack.ofExample(installed(), "two-sites"));
    sites.settings.configure({
      "ozeki:connections": {
        london: { url: london.origin },
        budapest: { url: budapest.origin, username: "api", password: sites.settings.encrypt("Marked-Login-1") },
      },
    });

    const up = await sites.mustRun(...UP);
    expect(up.output).toContain("+ 6 created");
    expect(london.commands().sort()).toEqual(["AddConfig 1000 200", "AddConfig 1001 200", "ListExtensions 200"]);
    expect(budapest.commands().sort()).toEqual([
      ...["AddConfig 1000 200", "AddConfig 1001 200", "AddConfig 1002 200"],
      "ListExtensions 200",
    ]);
    expect(london.extensions.text("1000", "UserID")).toBe("reception");
    expect(budapest.extensions.text("1000", "UserID")).toBe("porta");
    expect(london.requests.filter(({ parameters }) => "Username" in parameters)).toEqual([]);

    const passwordsOf = ({ extensions }: Simulator) =>
      Object.fromEntries(extensions.ids().map((id) => [id, extensions.text(id, "Password") ?? ""]));
    const passwords = { london: passwordsOf(london), budapest: passwordsOf(budapest) };
    const shown = await sites.mustRun("stack", "output", "passwords", "--show-secrets");
    expect(JSON.parse(shown.stdout)).toEqual(passwords);

    await sites.mustRun(...DESTROY);
    expect([london.extensions.size, budapest.extensions.size]).toEqual([0, 0]);
    const secrets = [...Object.values(passwords.london), ...Object.values(passwords.budapest), "Marked-Login-1"];
    expect(secrets).toHaveLength(6);
    expect(sites.placesOf(secrets)).toEqual([]);
  });

  test("the repository's own Pulumi.yaml deploys the office", async () => {
    const pbx = await startPbx();
    ExampleStack.ofExample(installed(), "office").remove();
    const repository = open(ExampleStack.ofRepository(installed()));
    repository.settings.configure({ "ozeki:url": pbx.origin });
    repository.settings.setSecret("receptionPassword", "Marked-Reception-1");
    const { output } = await repository.mustRun("preview");
    expect(output).toContain("+ 11 to create");
    expect(pbx.commands()).toEqual(["ListExtensions 200"]);
  });
}
