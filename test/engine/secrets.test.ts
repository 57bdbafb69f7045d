import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { Adapter } from "../support/adapters";
import { bothAdapters, IS_LONG } from "../support/adapters";
import { openSharedOffice } from "../support/openOffice";
import type { CliRun } from "../support/pulumiCli";

const PLANTED = {
  GIVEN: "Marked-Given-Password-1",
  ELEMENT: "Marked-Element-1",
  OZEKI_PASSWORD: "Marked-Login-1",
};
const FROM_CONFIG = "Marked-Config-1";

const PROGRAM = `
  new SipExtension("given", {
    extensionId: "1000", userId: "user", password: process.env.GIVEN,
    elements: { VoicemailPin: pulumi.secret(process.env.ELEMENT) },
  });
  const generated = new SipExtension("generated", { extensionId: "1001", userId: process.env.USER_ID ?? "user" });
  new SipExtension("configured", {
    extensionId: "1002", userId: "user", password: new pulumi.Config().requireSecret("configured"),
  });
  exports.password = generated.password;`;

/** An office in which every password is planted. The name of the login is not secret. */
async function openSecretOffice(adapter: Adapter) {
  const office = await openSharedOffice({
    adapter,
    program: PROGRAM,
    environment: PLANTED,
    pbx: { login: { username: "api", password: PLANTED.OZEKI_PASSWORD }, latency: 50 },
  });
  office.plant(FROM_CONFIG, "Marked-Element-2");
  office.stack.environment.OZEKI_USERNAME = "api";
  office.stack.environment.OZEKI_URL = office.pbx.origin;
  office.stack.setSecret("configured", FROM_CONFIG);
  return office;
}

/** Every command whose output or files may hold a password: the office is searched for them after the last test. */
async function run(adapter: Adapter) {
  const office = await openSecretOffice(adapter);
  const { stack, pbx } = office;
  const failed: CliRun[] = [];
  const must = async (...args: string[]) => {
    const command = await stack.pulumi(args);
    if (command.code !== 0) {
      failed.push(command);
    }
  };
  await must("preview", "--diff");

  office.configure({ "ozeki:requestTimeout": "1", "ozeki:maxRetries": "1" });
  for (const [fault, id] of [
    ["code-702", "1000"],
    ["code-300", "1001"],
    ["hang", "1002"],
  ]) {
    pbx.fail(`${fault}@AddConfig#every%${id}`);
  }
  const refused = await stack.up("--continue-on-error");
  pbx.clearFaults();

  await must("up", "--yes");
  const created = {
    password: office.text("1002", "Password"),
    pin: office.text("1000", "VoicemailPin"),
    outputs: stack.outputs("given"),
  };
  await must("preview", "--save-plan", "plan.json");
  pbx.extensions.setElement("1000", "VoicemailPin", "Marked-Element-2");
  await must("refresh", "--yes", "--json");
  if (adapter === "dynamic" || IS_LONG) {
    // What reads the state only does not depend on the provider.
    await must("preview", "--json");
    await must("stack", "export", "--file", "export.json");
    await must("stack", "output", "--json");
    await must("stack", "history", "--json");
    await must("stack", "--show-urns");
    await must("config", "--json");
  }
  stack.environment.USER_ID = "other";
  const violated = await stack.pulumi(["up", "--yes", "--plan", "plan.json"]);
  await must("up", "--yes", "--diff");
  const pin = office.text("1000", "VoicemailPin");
  await must("destroy", "--yes", "--json");
  return { pbx, refused, failed, created, violated, pin, commandLines: stack.pastCommandLines() };
}

describe.each(bothAdapters)("a password is in clear text nowhere, by the %s provider", (adapter) => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run(adapter);
  });

  test("in the state, its backups and history, plans, exports, and what the commands print", () => {
    expect(story.failed).toEqual([]);
    expect(story.violated.code).not.toBe(0);
    expect(story.pbx.requests.length).toBeGreaterThan(4);
  });

  test("in the error of a command that the PBX refuses or does not answer", () => {
    expect(story.refused.code).not.toBe(0);
    for (const part of ["702 (InvalidConfig)", "300 (ParseError)", "Extension 1002 may or may not have been created"]) {
      expect(story.refused.output).toContain(part);
    }
  });

  (process.platform === "linux" ? test : test.skip)("in the process table", () => {
    const provider = adapter === "dynamic" ? "dynamic-provider" : "pulumi-resource-ozeki";
    expect(story.commandLines.some((line) => line.includes(provider))).toBe(true);
    for (const secret of [...Object.values(PLANTED), FROM_CONFIG]) {
      expect(story.commandLines.filter((line) => line.includes(secret))).toEqual([]);
    }
  });

  test("in a recorded request, as a test prints it", () => {
    const printed = inspect(story.pbx.requests, { depth: null }) + JSON.stringify(story.pbx.requests);
    expect(printed).toContain("AddConfig");
    expect(printed).not.toContain("Marked");
  });

  test("and a secret of the stack's configuration and a secret element reach the PBX, also after drift", () => {
    expect(story.created).toMatchObject({ password: FROM_CONFIG, pin: PLANTED.ELEMENT });
    const { password, elements } = story.created.outputs;
    for (const value of [password, (elements as Record<string, unknown>).VoicemailPin]) {
      expect(value).toMatchObject({ ciphertext: expect.any(String) });
    }
    expect(story.pin).toBe(PLANTED.ELEMENT);
  });
});

describe("what is documented to print passwords", () => {
  // Were it to print them elsewhere too, or nowhere, docs/explanation/security.md would be wrong.
  test("--debug, -v=9 --logtostderr and PULUMI_DEBUG_GRPC print them, and up --json in one line of the SDK", async () => {
    const { stack } = await openSecretOffice("dynamic");
    const printed = async (...args: string[]) => {
      const { code, output } = await stack.pulumiShowingSecrets(args);
      expect(code).toBe(0);
      return output;
    };
    const verbose = ["-v=9", "--logtostderr"];
    const up = ["up", "--yes", "--skip-preview"];
    expect(await printed("preview", ...verbose)).toContain(PLANTED.GIVEN);
    if (IS_LONG) {
      expect(await printed("preview", "--debug")).toContain(PLANTED.GIVEN);
      expect(await printed(...up, ...verbose)).toContain(PLANTED.GIVEN);
    }
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-grpc-"));
    try {
      stack.environment.PULUMI_DEBUG_GRPC = join(folder, "grpc.json");
      expect(await printed(...up, "--debug")).toContain(PLANTED.GIVEN);
      expect(readFileSync(join(folder, "grpc.json"), "utf8")).toContain(PLANTED.GIVEN);
    } finally {
      delete stack.environment.PULUMI_DEBUG_GRPC;
      rmSync(folder, { recursive: true });
    }

    stack.environment.USER_ID = "other";
    const json = await printed(...up, "--json");
    const lines = json.split("\n").filter((line) => line.includes(PLANTED.GIVEN));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes("RegisterResource RPC finished"))).toEqual([]);
    expect(json).not.toContain(PLANTED.OZEKI_PASSWORD);
  });
});
