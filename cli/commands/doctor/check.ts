import type { ExtensionSummary, OzekiClient } from "../../../provider/api";
import { OzekiError, RequestTimedOut } from "../../../provider/api";
import { networkFailure } from "../../../provider/api/transport/networkFailure";
import type { ConnectionSettings } from "../../../provider/config/configurationKeys";
import { nextStep } from "../../../provider/lifecycle/advice";
import type { AdviceContext, Situation } from "../../../provider/lifecycle/adviceTable";
import { adviceOn } from "../../../provider/lifecycle/adviceTable";
import type { Connected } from "../../shared/connect";
import type { Finding, Found } from "./finding";
import { findingOf } from "./finding";
import type { Outcome, RawAnswer } from "./rawRequest";
import { codeOf, RawRequests } from "./rawRequest";

/** One question about a PBX. Nothing that it sends changes the PBX. */
export interface Check {
  /** What is asked, in a word or two. */
  readonly about: string;
  /** Whether it makes sense after what earlier checks found. Left out: always. */
  readonly when?: (pbx: Examination) => boolean;
  /** Finds the answer; undefined where there is nothing to say. */
  readonly run: (pbx: Examination) => Found | undefined | Promise<Found | undefined>;
}

/** One examination of a PBX: how to ask it, and what is known of it so far. */
export class Examination {
  readonly client: OzekiClient;
  readonly settings: ConnectionSettings;
  readonly signal: AbortSignal;
  readonly raw: RawRequests;
  /** The answers to a list of all extensions, in order. */
  readonly answers: RawAnswer[] = [];
  /** All extensions, once they are known. */
  extensions: readonly ExtensionSummary[] = [];
  readonly sources: Connected["sources"];
  #outcome: Outcome | undefined;
  #listedByGet: Promise<Outcome> | undefined;

  constructor({ client, settings, sources }: Connected, signal: AbortSignal) {
    this.client = client;
    this.settings = settings;
    this.signal = signal;
    this.raw = new RawRequests(settings, signal);
    this.sources = sources;
  }

  /** What the PBX answers to a list of all extensions; undefined as long as there is no answer. */
  get outcome(): Outcome | undefined {
    const [first] = this.answers;
    this.#outcome ??= first && codeOf(first, this.settings.url);
    return this.#outcome;
  }

  /** The Code of that answer; undefined where it is not an answer of this API. */
  get code(): number | undefined {
    return this.outcome && "code" in this.outcome ? this.outcome.code : undefined;
  }

  /** Whether the PBX carries a command out. */
  get isUsable(): boolean {
    return this.code === 200;
  }

  get hasLogin(): boolean {
    return this.settings.username !== undefined;
  }

  /**
   * What the PBX answers to the same list by GET. Without a login, even where one is needed: a rejected login shows that
   * the command arrived.
   */
  listByGet(): Promise<Outcome> {
    this.#listedByGet ??= this.raw
      .get({ command: "ListExtensions" })
      .then((answer) => codeOf(answer, this.settings.url));
    return this.#listedByGet;
  }

  /** Something to know, and what to do about it. */
  notice(found: string, situation: Situation, values: NonNullable<Finding["values"]>): Found {
    return { found, level: "notice", nextStep: this.adviceOn(situation), values };
  }

  /** Something in the way, and what to do about it. */
  problem(found: string, situation: Situation, values: NonNullable<Finding["values"]>): Found {
    return { found, level: "problem", nextStep: this.adviceOn(situation), values };
  }

  adviceOn(situation: Situation, more: Partial<AdviceContext> = {}): string {
    return adviceOn(situation, { sources: this.sources, ...more });
  }
}

/**
 * Runs checks, in their order. One that the PBX does not answer is a problem, and the others go on.
 *
 * @throws what is not an error of the API
 */
export async function runChecks(checks: readonly Check[], pbx: Examination): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { about, when, run } of checks) {
    const found = when === undefined || when(pbx) ? await answered(run, pbx) : undefined;
    if (found !== undefined) {
      findings.push(findingOf(about, found));
    }
  }
  return findings;
}

async function answered(run: Check["run"], pbx: Examination): Promise<Found | undefined> {
  try {
    return await run(pbx);
  } catch (error) {
    const failure = pbxFailureOf(error, pbx);
    if (failure instanceof OzekiError) {
      return { found: `not known: ${failure.message}`, level: "problem", nextStep: nextStep(failure, "doctor") };
    }
    throw error;
  }
}

/** What a failed request means, the raw ones included. Anything else is returned as it is. */
function pbxFailureOf(error: unknown, { settings, sources }: Examination): unknown {
  const subject = { command: "ListExtensions", pbx: settings.url, sources } as const;
  return error instanceof Error && error.name === "TimeoutError"
    ? new RequestTimedOut(subject, settings.requestTimeout)
    : networkFailure(subject, error, true);
}
