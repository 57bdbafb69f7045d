import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { offices } from "../support/openOffices";

const openOffice = offices();
type Adapter = "dynamic" | "native";

const secrets = {
  GIVEN: "Marked-Given-Password-1",
  ELEMENT: "Marked-Element-1",
  OZEKI_USERNAME: "api",
  OZEKI_PASSWORD: "Marked-Login-1",
};
const PROGRAM = `
  new SipExtension("given", {
    extensionId: "1000", userId: "user", password: process.env.GIVEN,
    elements: { VoicemailPin: pulumi.secret(process.env.ELEMENT) },
  });
  const generated = new SipExtension("generated", { extensionId: "1001", userId: process.env.USER_ID ?? "user" });
  exports.password = generated.password;`;

/** An office of which every password is planted; the login's name is none. */
async function openSecretOffice(adapter: Adapter = "dynamic") {
  const { OZEKI_USERNAME, ...planted } = secrets;
  const office = await openOffice({
    adapter,
    program: PROGRAM,
    environment: planted,
    pbx: { login: { username: "api", password: secrets.OZEKI_PASSWORD }, latency: 50 },
  });
  office.stack.environment.OZEKI_USERNAME = OZEKI_USERNAME;
  return office;
}

describe.each<Adapter>(["dynamic", "native"])(
  "a password stands in clear text nowhere, by the %s provider",
  (adapter) => {
    test("in the state, its backups and history, plans, exports, and what the commands print", async () => {
      const office = await openSecretOffice(adapter);
      const { stack } = office;
      for (const args of [
        ["preview", "--diff"],
        ["preview", "--json"],
        ["up", "--yes"],
        ["preview", "--save-plan", "plan.json"],
        ["refresh", "--yes", "--json"],
        ["stack", "export", "--file", "export.json"],
        ["stack", "output", "--json"],
        ["stack", "history", "--json"],
        ["stack", "--show-urns"],
        ["config", "--json"],
      ]) {
        expect(await stack.pulumi(args)).toMatchObject({ code: 0 });
      }
      stack.environment.USER_ID = "other";
      expect(await stack.pulumi(["up", "--yes", "--plan", "plan.json"])).not.toMatchObject({ code: 0 });
      expect(await stack.pulumi(["up", "--yes", "--diff"])).toMatchObject({ code: 0 });
      expect(await stack.pulumi(["destroy", "--yes", "--json"])).toMatchObject({ code: 0 });
      expect(office.pbx.requests.length).toBeGreaterThan(4);
    });

    test("in the error of a command that the PBX refuses or does not answer", async () => {
      const office = await openSecretOffice(adapter);
      for (const fault of ["code-702@AddConfig#every", "code-300@AddConfig#every", "hang@AddConfig#every"]) {
        office.configure({ "ozeki:requestTimeout": "1", "ozeki:maxRetries": "1" });
        office.pbx.fail(fault);
        expect(await office.stack.up()).not.toMatchObject({ code: 0 });
        office.pbx.clearFaults();
      }
      expect(await office.stack.up()).toMatchObject({ code: 0 });
    });

    (process.platform === "linux" ? test : test.skip)("in the process table, and in a recorded request", async () => {
      const office = await openSecretOffice(adapter);
      const running = office.stack.start(["up", "--yes", "--skip-preview"]);
      await office.waitFor("AddConfig");
      const lines = office.stack.commandLines();
      expect(
        lines.some((line) => line.includes(adapter === "dynamic" ? "dynamic-provider" : "pulumi-resource-ozeki")),
      ).toBe(true);
      for (const secret of [secrets.GIVEN, secrets.ELEMENT, secrets.OZEKI_PASSWORD]) {
        expect(lines.filter((line) => line.includes(secret))).toEqual([]);
      }
      expect(await running.finished).toMatchObject({ code: 0 });
      // A recorded request, as a test prints it, has none either.
      const printed = inspect(office.pbx.requests, { depth: null }) + JSON.stringify(office.pbx.requests);
      expect(printed).toContain("AddConfig");
      expect(printed).not.toContain("Marked");
    });
  },
);

describe("what is documented to print passwords", () => {
  // Were it to print them elsewhere too, or nowhere, docs/security.md would be wrong.
  test("up --json does so in the SDK's own line about the outputs of a resource, and nowhere else", async () => {
    const office = await openSecretOffice();
    const { code, output } = await office.stack.pulumiUnsearched(["up", "--yes", "--skip-preview", "--json"]);
    expect(code).toBe(0);
    const lines = output.split("\n").filter((line) => line.includes(secrets.GIVEN));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes("RegisterResource RPC finished"))).toEqual([]);
    expect(output).not.toContain(secrets.OZEKI_PASSWORD);
  });

  test.each([
    ["up --debug", ["up", "--yes", "--skip-preview", "--debug"]],
    ["preview --debug", ["preview", "--debug"]],
    ["up -v=9 --logtostderr", ["up", "--yes", "--skip-preview", "-v=9", "--logtostderr"]],
    ["preview -v=9 --logtostderr", ["preview", "-v=9", "--logtostderr"]],
  ])("%s does so", async (_, args) => {
    const office = await openSecretOffice();
    const { code, output } = await office.stack.pulumiUnsearched(args);
    expect(code).toBe(0);
    expect(output).toContain(secrets.GIVEN);
  });

  test("PULUMI_DEBUG_GRPC does so, in the file that it names", async () => {
    const office = await openSecretOffice();
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-grpc-"));
    try {
      office.stack.environment.PULUMI_DEBUG_GRPC = join(folder, "grpc.json");
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(readFileSync(join(folder, "grpc.json"), "utf8")).toContain(secrets.GIVEN);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
