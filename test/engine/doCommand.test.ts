import { rmSync } from "node:fs";
import { join } from "node:path";
import { phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import { openSharedOffice } from "../support/openOffice";
import type { RecordedRun } from "../support/recordedRun";
import { recorded } from "../support/recordedRun";

const EXECUTABLE = join(__dirname, "..", "..", "dist", "plugin", "pulumi-resource-ozeki");
const SIP = "ozeki:SipExtension";

/** One PBX, and the commands that an administrator tries on it without a stack. */
async function run() {
  const office = await openSharedOffice({
    adapter: "yaml",
    pbx: {
      extensions: [...["1000", "1001", "1010"].map((id) => phoneInUse(id)), phoneInUse("1002", { Enabled: "false" })],
    },
  });
  plantPasswordsOf(office);
  office.plant("Marked-Do-1", "Marked-Do-2", "Marked-Do-3");
  const { stack, pbx } = office;
  const pulumiDo = (...args: string[]) => {
    const command = stack.pulumi(["do", "--package", EXECUTABLE, ...args]);
    office.allRequests();
    return recorded(office, command);
  };
  const write = (...args: string[]) => pulumiDo("--stateless", SIP, ...args, "--yes");

  /** Other users of the machine see the arguments of a command, so that secrets are in a file. */
  const writeWithFile = async (properties: string, ...args: string[]) => {
    stack.writeFile("phone.pp", properties);
    const run = await write(...args, "--input", "pcl", "--input-file", "phone.pp");
    rmSync(join(stack.folder, "phone.pp"));
    return run;
  };

  const withoutAddress = await pulumiDo(SIP, "list");
  stack.environment.OZEKI_URL = pbx.origin;
  const help = await pulumiDo(SIP, "--help");
  const listed = await pulumiDo(SIP, "list", "--match", "100?", "--count", "2");
  const badPattern = await pulumiDo(SIP, "list", "--match", "[");
  const read = await pulumiDo(SIP, "read", "1000");
  const called = await pulumiDo("ozeki:getSipExtension", "--extension-id", "1000");
  const created = await writeWithFile(
    'password = "Marked-Do-1"\nelements = { VoicemailPin = "Marked-Do-3", Codec = "PCMA" }',
    ...["create", "--extension-id", "2000", "--user-id", "anna"],
  );
  const enabled = office.text("2000", "Enabled");
  const patched = await write("patch", "1002", "--user-id", "bob");
  const afterPatch = { enabled: office.text("1002", "Enabled"), password: office.text("1002", "Password") };
  const secretPatch = await writeWithFile('password = "Marked-Do-2"', "patch", "2000");
  const newPassword = office.text("2000", "Password");

  stack.environment.OZEKI_READ_ONLY = "true";
  const refused = {
    create: await write("create", "--extension-id", "2001", "--user-id", "anna"),
    patch: await write("patch", "1002", "--user-id", "carl"),
    delete: await write("delete", "1002"),
  };
  const listedReadOnly = await pulumiDo("ozeki:Extension", "list");
  stack.environment.OZEKI_READ_ONLY = "false";
  const deleted = await write("delete", "2000");
  const ids = pbx.extensions.ids();
  return {
    ...{
      withoutAddress,
      help,
      listed,
      badPattern,
      read,
      called,
      created,
      enabled,
      patched,
      afterPatch,
      secretPatch,
      newPassword,
    },
    ...{ refused, listedReadOnly, deleted, ids },
  };
}

const writes = ({ requests }: RecordedRun) => requests.filter((request) => !/^(Get|List)/.test(request));

describe("pulumi do", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("names the environment variable of the PBX's address where it is missing", () => {
    expect(story.withoutAddress.code).not.toBe(0);
    expect(story.withoutAddress.output).toContain("ozeki:url is not set");
    expect(story.withoutAddress.output).toContain("or set OZEKI_URL");
  });

  test("shows in its help what can be listed, and the true default of a property", () => {
    expect(story.help.output).toMatch(/ - enabled \(boolean\): [^\n]* Default: true\./);
    expect(story.help.output).toMatch(/List Inputs:\n - connection .*\n - match .*\n - type /);
  });

  test("list finds extensions by a pattern, up to a number, and only reads", () => {
    expect(JSON.parse(story.listed.stdout)).toEqual([
      { id: "1000", name: "1000" },
      { id: "1001", name: "1001" },
    ]);
    expect(story.listed).toMatchObject({ code: 0, requests: [] });
    expect(story.listedReadOnly).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\[\]/), requests: [] });
  });

  test("list reports in one line what is wrong", () => {
    expect(story.badPattern.code).not.toBe(0);
    expect(story.badPattern.output).toContain("error: match: is not a pattern: it has a [ without its other half");
  });

  test("read and a function show an extension, its password masked, and only read", () => {
    for (const { code, output, requests } of [story.read, story.called]) {
      expect(code).toBe(0);
      expect(output).toMatch(/user-1000/);
      expect(output).toMatch(/password"? *: "?\[secret\]/);
      expect(requests).toEqual(["GetConfig 1000 200"]);
    }
  });

  test("create without --enabled creates an enabled extension with one request", () => {
    expect(story.created).toMatchObject({ code: 0 });
    expect(writes(story.created)).toEqual(["AddConfig 2000 200"]);
    expect(story.enabled).toBe("true");
    expect(story.created.output).toMatch(/VoicemailPin *: \[secret\]/);
  });

  test("patch changes what it names, and leaves a disabled extension disabled, with its password", () => {
    expect(story.patched).toMatchObject({ code: 0 });
    expect(writes(story.patched)).toEqual(["ModifyConfig 1002 200"]);
    expect(story.afterPatch).toEqual({ enabled: "false", password: "Marked-4-1002" });
  });

  test("patch of a password shows that it changes, and not its value", () => {
    expect(story.secretPatch).toMatchObject({ code: 0, output: expect.stringMatching(/\+ password *: \[secret\]/) });
    expect(story.newPassword).toBe("Marked-Do-2");
  });

  test.each(["create", "patch", "delete"] as const)(
    "%s is refused where OZEKI_READ_ONLY is set, and writes nothing",
    (name) => {
      const refused = story.refused[name];
      expect(refused.code).not.toBe(0);
      expect(refused.output).toMatch(
        /the connection is read-only, and nothing was sent\. To allow writes, set OZEKI_READ_ONLY to false\./,
      );
      expect(writes(refused)).toEqual([]);
    },
  );

  test("delete removes an extension, and no other", () => {
    expect(story.deleted).toMatchObject({ code: 0 });
    expect(writes(story.deleted)).toEqual(["RemoveConfig 2000 200"]);
    expect(story.ids.toSorted()).toEqual(["1000", "1001", "1002", "1010"]);
  });
});
