import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { answering, missing } from "../provider/adapters/native/failure";
import { fromStruct } from "../provider/adapters/native/struct";
import { escapeControlChars } from "../provider/api/display";
import type { Properties } from "../provider/secrets/properties";
import { InvalidPolicyConfiguration } from "./configuration";
import type { AnalyzedResource } from "./declaredExtension";
import type { PolicyPack, Violation } from "./policyPack";
import type { Level, Rule } from "./rules/rule";
import { isStackRule } from "./rules/rule";
import { rules } from "./rules/rules";

const { EnforcementLevel, PolicyType } = messages;

/** The name of the policy pack in Pulumi's output. */
const PACK = "ozeki";

const wireLevels = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
} as const satisfies Record<Level, messages.EnforcementLevel>;

/**
 * The methods of Pulumi's protocol for policies. It decides nothing: it reads resources from messages, and writes
 * violations to others.
 *
 * @param version - this package's version
 */
export function analyzerService(pack: PolicyPack, version: string): UntypedServiceImplementation {
  const methods: UntypedServiceImplementation = Object.fromEntries(
    Object.keys(AnalyzerService).map((name) => [name, missing(name)]),
  );
  const answer = (violations: readonly Violation[]) =>
    new messages.AnalyzeResponse().setDiagnosticsList(violations.map((violation) => diagnosticOf(violation, version)));
  return {
    ...methods,
    getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
    getAnalyzerInfo: answering(() => analyzerInfo(version)),
    configure: answering((request: messages.ConfigureAnalyzerRequest) => configure(pack, request)),
    analyze: answering((request: messages.AnalyzeRequest) => answer(pack.analyze(resourceOf(request)))),
    analyzeStack: answering((request: messages.AnalyzeStackRequest) =>
      answer(pack.analyzeStack(request.getResourcesList().map(resourceOf))),
    ),
    // No rule changes what a program declares.
    remediate: answering(() => new messages.RemediateResponse()),
    cancel: answering(() => new Empty()),
  };
}

function analyzerInfo(version: string): messages.AnalyzerInfo {
  return new messages.AnalyzerInfo()
    .setName(PACK)
    .setDisplayname("Ozeki Phone System: extensions and toll fraud")
    .setVersion(version)
    .setSupportsconfig(true)
    .setPoliciesList(rules.map(policyInfo));
}

/** Without a schema of the configuration: this process validates it, and its messages say what to write. */
function policyInfo(rule: Rule): messages.PolicyInfo {
  return new messages.PolicyInfo()
    .setName(rule.name)
    .setDescription(rule.description)
    .setEnforcementlevel(wireLevels[rule.level])
    .setPolicyType(isStackRule(rule) ? PolicyType.POLICY_TYPE_STACK : PolicyType.POLICY_TYPE_RESOURCE);
}

function configure(pack: PolicyPack, request: messages.ConfigureAnalyzerRequest): Empty {
  const given = new Map<string, { level: Level; properties: Properties }>();
  request.getPolicyconfigMap().forEach((config, name) => {
    const { properties } = fromStruct(config.getProperties());
    given.set(name, { level: levelOf(config.getEnforcementlevel()), properties });
  });
  try {
    pack.configure(given);
  } catch (error) {
    if (error instanceof InvalidPolicyConfiguration) {
      throw { code: status.INVALID_ARGUMENT, details: escapeControlChars(error.message) };
    }
    throw error;
  }
  return new Empty();
}

/** The engine treats `remediate` as mandatory where a rule changes nothing. */
function levelOf(level: messages.EnforcementLevel): Level {
  return level === EnforcementLevel.ADVISORY
    ? "advisory"
    : level === EnforcementLevel.DISABLED
      ? "disabled"
      : "mandatory";
}

function resourceOf(message: messages.AnalyzeRequest | messages.AnalyzerResource): AnalyzedResource {
  return {
    urn: message.getUrn(),
    type: message.getType(),
    properties: fromStruct(message.getProperties()).properties,
    isProtected: message.getOptions()?.getProtect() ?? false,
  };
}

function diagnosticOf({ rule, level, urn, message }: Violation, version: string): messages.AnalyzeDiagnostic {
  return new messages.AnalyzeDiagnostic()
    .setPolicyname(rule.name)
    .setPolicypackname(PACK)
    .setPolicypackversion(version)
    .setDescription(`${rule.description}.`)
    .setMessage(escapeControlChars(message))
    .setEnforcementlevel(wireLevels[level])
    .setUrn(urn);
}
