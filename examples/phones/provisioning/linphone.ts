import { create } from "xmlbuilder2";
import type { Account } from "./device";

/**
 * The file of Linphone's remote provisioning.
 *
 * Source: Linphone, "Remote Provisioning" in its wiki (the form) and "Provisioning configuration keys" in the documentation of
 * liblinphone (the sections and keys).
 */
export function linphoneFile({ extensionId, displayName, authorizationName, password, sipServer }: Account): string {
  const host = sipServer.replace(/:\d+$/, "");
  const sections = {
    sip: { default_proxy: "0" },
    proxy_0: {
      reg_proxy: `<sip:${sipServer}>`,
      reg_identity: `${quoted(displayName)} <sip:${encodeURIComponent(extensionId)}@${host}>`,
      reg_sendregister: "1",
    },
    auth_info_0: { username: extensionId, userid: authorizationName, passwd: password, domain: host },
  };
  const section = Object.entries(sections).map(([name, entries]) => ({
    "@name": name,
    entry: Object.entries(entries).map(([key, value]) => ({ "@name": key, "@overwrite": "true", "#": value })),
  }));
  const config = { "@xmlns": "http://www.linphone.org/xsds/lpconfig.xsd", section };
  return create({ version: "1.0", encoding: "UTF-8" }, { config }).end({ prettyPrint: true });
}

/** A quoted string of RFC 3261, section 25.1. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
