import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { isStackRule } from "../../policy/rules/rule";
import { rules } from "../../policy/rules/rules";
import { EngineProgram, struct } from "../support/nativePlugin";
import { canBeOtherUser, codesFor } from "../support/otherUser";

const EXECUTABLE = join(__dirname, "..", "..", "dist", "policy", "pulumi-analyzer-policy-ozeki");
const URN = "urn:pulumi:dev::office::ozeki:index:SipExtension::reception";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const { EnforcementLevel, PolicyType } = messages;

let policies: EngineProgram<AnalyzerClient>;

beforeEach(async () => {
  policies = await EngineProgram.start(EXECUTABLE, AnalyzerClient);
});
afterEach(() => policies.stop());

const weak = (more: Record<string, unknown> = {}) => ({
  extensionId: "1000",
  userId: "anna",
  enabled: true,
  password: { ...SECRET, value: "Marked-1" },
  ...more,
});

const analyze = async (properties: Record<string, unknown>) => {
  const request = new messages.AnalyzeRequest()
    .setUrn(URN)
    .setType("ozeki:index:SipExtension")
    .setProperties(struct(properties));
  const response = await policies.call<messages.AnalyzeResponse>("analyze", request);
  return response.getDiagnosticsList().map((diagnostic) => diagnostic.toObject());
};

const configure = (name: string, enforcementlevel: messages.EnforcementLevel, properties = {}) => {
  const request = new messages.ConfigureAnalyzerRequest();
  const config = new messages.PolicyConfig().setEnforcementlevel(enforcementlevel).setProperties(struct(properties));
  request.getPolicyconfigMap().set(name, config);
  return policies.call("configure", request);
};

describe("the executable of the policies", () => {
  test("describes every rule to the engine, and needs nothing for a start", async () => {
    const info = await policies.call<messages.AnalyzerInfo>("getAnalyzerInfo", new Empty());
    expect(info.toObject()).toMatchObject({ name: "ozeki", supportsconfig: true });
    const described = info.getPoliciesList().map((policy) => [policy.getName(), policy.getPolicyType()]);
    const types = rules.map((rule) => [
      rule.name,
      isStackRule(rule) ? PolicyType.POLICY_TYPE_STACK : PolicyType.POLICY_TYPE_RESOURCE,
    ]);
    expect(described).toEqual(types);
    const plugin = await policies.call<PluginInfo>("getPluginInfo", new Empty());
    expect(plugin.getVersion()).toMatch(/^\d+\.\d+\.\d+/);
    await policies.call("cancel", new Empty());
  });

  test("reports a violation by the level of the configuration, without the password", async () => {
    const [found, advice] = await analyze(weak());
    expect(found).toMatchObject({
      policyname: "guessable-password",
      policypackname: "ozeki",
      enforcementlevel: EnforcementLevel.MANDATORY,
      urn: URN,
    });
    expect(advice).toMatchObject({ policyname: "declared-password", enforcementlevel: EnforcementLevel.ADVISORY });
    expect(JSON.stringify([found, advice])).not.toContain("Marked");
    await configure("guessable-password", EnforcementLevel.ADVISORY);
    expect((await analyze(weak()))[0]).toMatchObject({ enforcementlevel: EnforcementLevel.ADVISORY });
    await configure("guessable-password", EnforcementLevel.REMEDIATE);
    expect((await analyze(weak()))[0]).toMatchObject({ enforcementlevel: EnforcementLevel.MANDATORY });
    await configure("guessable-password", EnforcementLevel.DISABLED);
    expect(await analyze(weak())).toMatchObject([{ policyname: "declared-password" }]);
  });

  test("escapes what would forge a line of the output", async () => {
    const [found] = await analyze(weak({ extensionId: "1\n2" }));
    expect(found?.message).toContain("extension 1\\u000A2 can");
    expect(found?.message).not.toContain("\n");
  });

  test("refuses a configuration that is not valid, and names policy and key", async () => {
    await expect(configure("alowed-ids", EnforcementLevel.MANDATORY)).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: "There is no policy alowed-ids. Did you mean allowed-ids?",
    });
    await expect(configure("allowed-ids", EnforcementLevel.MANDATORY, { ids: ["2000-1000"] })).rejects.toMatchObject({
      message: expect.stringMatching(/^The entry 1 of ids of the policy allowed-ids is not/),
    });
  });

  test("changes no resource, and has no method that it does not need", async () => {
    const request = new messages.AnalyzeRequest().setUrn(URN).setType("ozeki:index:SipExtension");
    const response = await policies.call<messages.RemediateResponse>("remediate", request);
    expect(response.getRemediationsList()).toEqual([]);
    await expect(policies.call("handshake", new messages.AnalyzerHandshakeRequest())).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
    });
  });

  (canBeOtherUser() ? test : test.skip)("answers to no other user of the machine", async () => {
    const names = ["GetPluginInfo", "Analyze", "AnalyzeStack", "Configure", "Cancel"].map((name) => `Analyzer/${name}`);
    expect(codesFor("other user", policies.port, ...names)).toEqual(names.map(() => -1));
    expect(codesFor("this user", policies.port, "Analyzer/GetPluginInfo")).toEqual([status.OK]);
  });

  test.each([
    ["--version", /^\d+\.\d+\.\d+\S*\n$/],
    ["--help", /^The policies for extensions of an Ozeki Phone System\. Pulumi starts it: .*--policy-pack.*\n$/],
  ])("answers %s and ends", (option, wanted) => {
    const { code, stdout } = { code: 0, ...spawnSync(process.execPath, [EXECUTABLE, option], { encoding: "utf8" }) };
    expect(code).toBe(0);
    expect(stdout).toMatch(wanted);
  });
});
