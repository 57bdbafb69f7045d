import { RunError } from "@pulumi/pulumi";
import type { Account } from "./device";

/**
 * The file MAC.cfg of a Yealink phone.
 *
 * Source: Yealink, "SIP IP Phones Auto Provisioning Guide" (the first line, `key = value`) and its "Administrator's Guide"
 * (`account.X.…`).
 *
 * @throws RunError when a value cannot be in such a file: the guide has no way to escape
 */
export function yealinkFile({ extensionId, displayName, authorizationName, password, sipServer }: Account): string {
  const [, host = "", port = "5060"] = /^(.*?)(?::(\d+))?$/.exec(sipServer) ?? [];
  const settings = {
    enable: "1",
    label: extensionId,
    display_name: displayName,
    user_name: extensionId,
    auth_name: authorizationName,
    password,
    "sip_server.1.address": host,
    "sip_server.1.port": port,
  };
  // The version belongs to the format. It is not a comment, and it is the first line.
  const lines = Object.entries(settings).map(
    ([key, value]) => `account.1.${key} = ${lineValue(key, value, extensionId)}`,
  );
  return ["#!version:1.0.0.1", ...lines, ""].join("\n");
}

function lineValue(key: string, value: string, extensionId: string): string {
  if (value !== value.trim() || /[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new RunError(
      `Extension ${extensionId}: the ${key} has a line break, a control character or a space at an end. A Yealink file cannot hold it.`,
    );
  }
  return value;
}
