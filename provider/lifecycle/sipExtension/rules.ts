import { elementTexts } from "../rules/elementTexts";
import { extensionId } from "../rules/extensionId";
import { flag } from "../rules/flag";
import { text } from "../rules/text";
import type { ProgramInputs, Rules } from "../rules/validate";
import { typeName } from "../rules/wordFor";
import { isUnknown } from "../unknown";
import { elementOfProperty, ownerOfElement } from "./elements";
import { scopeOfPlaceholder } from "./generatedPassword";

/** What a program may set on a SIP extension. */
export const rules: Rules = {
  properties: {
    extensionId,
    userId: text(),
    password: text(),
    authorizationName: text(),
    username: text(),
    enabled: flag,
    elements: elementTexts(refusal),
    passwordVersion: version,
    adopt: flag,
    connection: text(),
  },
  required: {
    extensionId: "is required",
    userId: "is required",
    password: "was given, but has no value: give it one, or leave the property out to have a strong password generated",
  },
  maySecretlyHold: new Set(["password", "elements", "connection"]),
  instead(name) {
    const owner = ownerOfElement(name);
    return owner !== undefined && owner !== "run-time" ? owner.property : undefined;
  },
  together(given) {
    return isPasswordGiven(given) && given.passwordVersion !== undefined
      ? [
          [
            "passwordVersion",
            "asks for a new generated password, but the program gives a password of its own: leave one of the two out",
          ],
        ]
      : [];
  },
};

function isPasswordGiven({ password }: ProgramInputs): boolean {
  return password !== undefined && scopeOfPlaceholder(password) === undefined && !isUnknown(password);
}

function version(value: unknown): string | undefined {
  if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) {
    return undefined;
  }
  return `must be a text or a number, not ${typeName(value)}`;
}

function refusal(name: string): string | undefined {
  const owner = ownerOfElement(name);
  if (owner === "run-time") {
    return "is filled in by the PBX while it runs and cannot be set";
  }
  return owner === undefined
    ? undefined
    : `is held by the property ${owner.property} (element ${elementOfProperty[owner.property]}): set that one`;
}
