import type { PbxExtension } from "../pbxState";
import { childElements, childNamed, textOf } from "../xml/xmlElement";
import type { ExtensionSummary, PhoneState } from "./consoleProtocol";

/** The elements that the page shows. No other leaves the simulator: it might be a secret. */
const SHOWN = [
  "UserID",
  "AuthorizationName",
  "Username",
  "Enabled",
  "DisplayName",
  "Department",
  "LastIPAddress",
  "UserAgentName",
];

/** What the console's page knows of an extension. */
export function extensionSummary({ id, type, config }: PbxExtension): ExtensionSummary {
  const elements: Record<string, string> = {};
  for (const child of childElements(config)) {
    const { local, namespace } = child.name;
    if (namespace === "" && SHOWN.includes(local) && elements[local] === undefined) {
      elements[local] = textOf(child);
    }
  }
  const hasPassword = childNamed(config, "Password") !== undefined;
  return { id, type: type.type, state: phoneState(elements), hasPassword, elements };
}

function phoneState({ Enabled, LastIPAddress = "" }: Readonly<Record<string, string>>): PhoneState {
  if (Enabled === undefined) {
    return "other";
  }
  if (!["true", "1"].includes(Enabled.trim())) {
    return "disabled";
  }
  return LastIPAddress === "" ? "never" : "registered";
}
