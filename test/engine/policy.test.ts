import { join } from "node:path";
import { openSharedOffice } from "../support/openOffice";
import type { RecordedRun } from "../support/recordedRun";
import { recorded } from "../support/recordedRun";

const PACK = join(__dirname, "..", "..", "dist", "policy", "pulumi-analyzer-policy-ozeki");

const CONFIGURATION = {
  "allowed-ids": { ids: ["1000-1999"] },
  "protected-ids": { ids: ["1003", "1005"] },
  "former-users": { users: ["eve"] },
};

const PROGRAM = `
  const config = new pulumi.Config();
  const [weak, shared] = [config.requireSecret("weakPassword"), config.requireSecret("sharedPassword")];
  new SipExtension("weak", { extensionId: "1000", userId: "anna", password: weak });
  new SipExtension("one", { extensionId: "1001", userId: "bob", password: shared });
  new SipExtension("other", { extensionId: "1002", userId: "carl", password: shared });
  new SipExtension("reception", { extensionId: "1003", userId: "reception" });
  new SipExtension("left", { extensionId: "1004", userId: "Eve" });
  new SipExtension("fine", { extensionId: "1005", userId: "frank" }, { protect: true });
  new SipExtension("adopted", { extensionId: "1006", userId: "gina", adopt: true });
  new SipExtension("outside", { extensionId: "9000", userId: "dora" });
  new ozeki.Extension("menu", { extensionId: "1007", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", elements: { Password: config.requireSecret("pin") } });
`;

const YAML = `
config:
  weakPassword: { type: string, secret: true }
  sharedPassword: { type: string, secret: true }
  pin: { type: string, secret: true }
resources:
  weak: { type: "ozeki:SipExtension", properties: { extensionId: "1000", userId: anna, password: "\${weakPassword}" } }
  reception: { type: "ozeki:SipExtension", properties: { extensionId: "1003", userId: reception } }
  left: { type: "ozeki:SipExtension", properties: { extensionId: "1004", userId: Eve } }
  fine: { type: "ozeki:SipExtension", properties: { extensionId: "1005", userId: frank }, options: { protect: true } }
  one: { type: "ozeki:SipExtension", properties: { extensionId: "1001", userId: bob, password: "\${sharedPassword}" } }
  other: { type: "ozeki:SipExtension", properties: { extensionId: "1002", userId: carl, password: "\${sharedPassword}" } }
  outside: { type: "ozeki:SipExtension", properties: { extensionId: "9000", userId: dora } }
  menu:
    type: ozeki:Extension
    properties: { extensionId: "1007", type: MadeUpMenu, knownType: MadeUpMenuInfo, elements: { Password: "\${pin}" } }
`;

/** What every run with the configuration finds, by both providers: policy, resource, level. */
const FOUND = [
  "advisory declared-password one",
  "advisory declared-password other",
  "advisory declared-password weak",
  "mandatory allowed-ids outside",
  "mandatory duplicate-password other",
  "mandatory former-users left",
  "mandatory guessable-password menu",
  "mandatory guessable-password weak",
  "mandatory protected-ids reception",
];

/** The violations in an output, sorted. */
function violationsIn({ output }: { output: string }): string[] {
  const lines = output.matchAll(/\[(mandatory|advisory)\] +([a-z-]+) +\(\S+: ([a-z]+)\)/g);
  return [...lines].map(([, level, policy, resource]) => `${level} ${policy} ${resource}`).sort();
}

async function openWith(adapter: "dynamic" | "yaml", program: string) {
  const office = await openSharedOffice({
    adapter,
    program,
    pbx: { extensions: [{ ID: "1006", UserID: "gina", Password: "Marked-2" }] },
  });
  const { stack } = office;
  const secrets = { weakPassword: "Marked-1", sharedPassword: "Marked-Kz8fWq2mXp9r", pin: "Marked-3" };
  office.plant(...Object.values(secrets), "Marked-2");
  for (const [key, value] of Object.entries(secrets)) {
    stack.setSecret(key, value);
  }
  stack.writeFile("policies.json", JSON.stringify(CONFIGURATION));
  return { office, stack, withPolicies: ["--policy-pack", PACK, "--policy-pack-config", "policies.json"] };
}

async function runDynamic() {
  const { office, stack, withPolicies } = await openWith("dynamic", PROGRAM);
  const preview = await recorded(office, stack.preview(...withPolicies));
  const up = await recorded(office, stack.upWithPreview(...withPolicies));
  stack.writeFile("typo.json", JSON.stringify({ "allowed-ids": { idz: ["1000"] } }));
  const typo = await recorded(office, stack.preview("--policy-pack", PACK, "--policy-pack-config", "typo.json"));
  const unchecked = await recorded(office, stack.up());
  stack.writeFile("policies.json", JSON.stringify({ ...CONFIGURATION, all: "advisory", "allowed-ids": "disabled" }));
  const advised = await recorded(office, stack.upWithPreview(...withPolicies));
  stack.writeFile("policies.json", JSON.stringify(CONFIGURATION));
  await stack.pulumi(["stack", "export", "--file", "state.json"]);
  const analyzeFile = ["policy", "analyze", "--file", "state.json", ...withPolicies];
  const ofFile = await recorded(office, stack.pulumi(analyzeFile));
  stack.environment.PULUMI_CONFIG_PASSPHRASE = "not the passphrase";
  const withoutPassphrase = await recorded(office, stack.pulumi(analyzeFile));
  return { preview, up, typo, unchecked, advised, ofFile, withoutPassphrase };
}

describe("the policies, for a program in JavaScript with the dynamic provider", () => {
  let story: Awaited<ReturnType<typeof runDynamic>>;
  beforeAll(async () => {
    story = await runDynamic();
  });

  test.each(["preview", "up"] as const)("let %s fail with every violation, before anything is written", (command) => {
    expect(story[command].code).not.toBe(0);
    expect(violationsIn(story[command])).toEqual(FOUND);
    expect(writesOf(story[command])).toEqual([]);
  });

  test("say what to do in each message", () => {
    expect(story.preview.output).toContain(
      "The password of extension 1000 can be guessed: it is shorter than 12 characters. Leave `password` out of",
    );
    expect(story.preview.output).toContain("Extension 1003 must not be deleted by mistake, and is not protected. Set");
  });

  test("name the policy and the key of a configuration that is not valid", () => {
    expect(story.typo.code).not.toBe(0);
    expect(story.typo.output).toContain("The policy allowed-ids has no key idz. Did you mean ids?");
    expect(story.typo.requests).toEqual([]);
  });

  test("have the levels of the configuration: an up with advice alone goes on, and names what the PBX has kept", () => {
    expect(story.unchecked.code).toBe(0);
    expect(story.advised.code).toBe(0);
    const advice = FOUND.filter((line) => !line.includes("allowed-ids"));
    const wanted = [...advice, "advisory pbx-password adopted"].map((line) => line.replace("mandatory", "advisory"));
    expect([...new Set(violationsIn(story.advised))]).toEqual(wanted.sort());
  });

  test("find the same in a state file, and what the PBX has kept", () => {
    expect(story.ofFile.code).not.toBe(0);
    expect(violationsIn(story.ofFile)).toEqual([...FOUND, "advisory pbx-password adopted"].sort());
    expect(story.ofFile.requests).toEqual([]);
  });

  test("judge no password that the CLI cannot decrypt", () => {
    expect(story.withoutPassphrase.output).toContain("could not decrypt secrets");
    expect(violationsIn(story.withoutPassphrase)).toEqual(FOUND.filter((line) => !line.includes("password")));
  });
});

async function runYaml() {
  const { office, stack, withPolicies } = await openWith("yaml", YAML);
  const up = await recorded(office, stack.upWithPreview(...withPolicies));
  stack.program(
    'resources: { fine: { type: "ozeki:SipExtension", properties: { extensionId: "1005", userId: frank }, options: { protect: true } } }',
  );
  const fine = await recorded(office, stack.upWithPreview(...withPolicies));
  return { up, fine };
}

describe("the policies, for a program in YAML with the native plugin", () => {
  let story: Awaited<ReturnType<typeof runYaml>>;
  beforeAll(async () => {
    story = await runYaml();
  });

  test("let up fail with every violation, before anything is written", () => {
    expect(story.up.code).not.toBe(0);
    expect(violationsIn(story.up)).toEqual(FOUND);
    expect(writesOf(story.up)).toEqual([]);
  });

  test("let up create an extension that breaks no rule, with a generated password", () => {
    expect(story.fine).toMatchObject({ code: 0, requests: ["AddConfig 1005 200"] });
    expect(violationsIn(story.fine)).toEqual([]);
  });
});

function writesOf({ requests }: RecordedRun): string[] {
  return requests.filter((request) => !/^(GetConfig|ListExtensions)/.test(request));
}
