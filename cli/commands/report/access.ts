import type { Connected } from "../../shared/connect";
import { isLoopback } from "../../shared/isLoopback";
import { accessChecks } from "../doctor/accessChecks";
import type { Check } from "../doctor/check";
import { Examination, runChecks } from "../doctor/check";
import type { Finding } from "../doctor/finding";
import { ok } from "../doctor/finding";
import { reachChecks } from "../doctor/reachChecks";

/** Whether others on the network can read what is sent. */
const encryption: Check = {
  about: "Encryption",
  run({ settings }) {
    const { protocol, hostname } = new URL(settings.url);
    const values = { isEncrypted: protocol === "https:" };
    if (protocol === "https:") {
      return ok("the connection is encrypted (https)", values);
    }
    return isLoopback(hostname.replace(/^\[|\]$/g, ""))
      ? ok("none (http), and the connection stays on this machine", values)
      : {
          found: "none (http): the login and every password cross the network in clear text",
          level: "notice",
          nextStep: "Put a TLS proxy before the PBX: docs/how-to/tls-proxy.md.",
          values,
        };
  },
};

const aboutAccess = new Set([...accessChecks, encryption].map(({ about }) => about));

/** Finds out who can use the API of a PBX, by the checks of `doctor`. What else is wrong is among the findings. */
export async function accessFindings(connected: Connected, signal: AbortSignal): Promise<Finding[]> {
  const pbx = new Examination(connected, signal);
  try {
    const findings = await runChecks([...reachChecks, ...accessChecks, encryption], pbx);
    return findings.filter(({ about, level }) => aboutAccess.has(about) || level === "problem");
  } finally {
    await pbx.raw.close();
  }
}

/** Whether the API requires a login; undefined where that was not found out. */
export function isLoginRequired(findings: readonly Finding[]): boolean | undefined {
  const isNeeded = findings.find(({ about }) => about === "Login")?.values?.isNeeded;
  return typeof isNeeded === "boolean" ? isNeeded : undefined;
}

/** What anyone can do with the API, in one sentence; undefined where that was not found out. */
export function whoCanUseApi(findings: readonly Finding[]): string | undefined {
  switch (isLoginRequired(findings)) {
    case false:
      return "The API requires no login: any program at an address that the PBX allows can read every password in clear text, and create, change and delete extensions.";
    case true:
      return "The API requires a login: only an office user who may use it can read passwords and change extensions.";
    default:
      return undefined;
  }
}
