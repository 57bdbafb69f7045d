import { invalidXmlCharacter } from "../ozeki/invalidXmlCharacter";
import { isElementName } from "./elementName";
import { elementOfProperty, ownerOfElement } from "./elements";
import { scopeOfPlaceholder } from "./generatedPassword";
import { isUnknown, UNKNOWN } from "./unknown";

/** One mistake in a program. */
export interface Failure {
  /** The property that it is about. */
  about: string;
  /**
   * The property whose value the engine prints beside the reason; empty for one that may hold a secret, because the
   * engine hides only what the program itself marked.
   */
  property: string;
  /** What is wrong and what to write instead. */
  reason: string;
}

type Given = Record<string, unknown>;
type Rule = (value: unknown) => string | undefined;

const PROVIDER_KEY = "__provider";

const rules: Record<string, Rule> = {
  extensionId: text({
    ifNumber: (value) =>
      `write it in quotes, as "${value}": an extension ID is a text, in which leading zeros count (0100 is not 100)`,
  }),
  userId: text(),
  password: text(),
  authorizationName: text(),
  username: text(),
  enabled: flag,
  elements: elementTexts,
  passwordVersion: version,
  adopt: flag,
  connection: text(),
};

const required = ["extensionId", "userId", "password"];
const maySecretlyHold = new Set(["password", "elements", "connection"]);

/** Holds every known property against its rule. Values that are not known yet pass. */
export function validate(given: Given): Failure[] {
  const failures: Failure[] = [];
  const fail = (about: string, reason: string) =>
    failures.push({ about, property: maySecretlyHold.has(about) ? "" : about, reason: `${about}: ${reason}` });

  for (const name of required) {
    if (given[name] === undefined) {
      fail(name, missing(name));
    }
  }
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule !== undefined) {
      const reason = value === UNKNOWN ? undefined : rule(value);
      if (reason !== undefined) {
        fail(name, reason);
      }
    } else if (name !== PROVIDER_KEY) {
      // The value of a property that nobody knows may be a misspelt secret.
      failures.push({ about: name, property: "", reason: unknownProperty(name) });
    }
  }
  const passwordIsGiven = given.password !== undefined && scopeOfPlaceholder(given.password) === undefined;
  if (given.passwordVersion !== undefined && passwordIsGiven && !isUnknown(given.password)) {
    fail(
      "passwordVersion",
      "asks for a new generated password, but the program gives a password of its own: leave one of the two out",
    );
  }
  return failures;
}

function missing(name: string): string {
  return name === "password"
    ? "was given, but has no value: give it one, or leave the property out to have a strong password generated"
    : "is required";
}

function unknownProperty(name: string): string {
  if (name === "pbx") {
    return "pbx: tells which PBX holds the extension and cannot be set: name a PBX with `connection` instead";
  }
  const meant = Object.keys(rules).find((known) => known.toLowerCase() === name.toLowerCase());
  const owner = ownerOfElement(name);
  const instead = meant ?? (owner !== undefined && owner !== "run-time" ? owner.property : undefined);
  return instead !== undefined
    ? `${name}: no such property, write ${instead}`
    : `${name}: no such property; there are ${Object.keys(rules).join(", ")}. An element of the PBX that none of these holds goes into elements, by the PBX's own name for it`;
}

function text(how: { ifNumber?: (value: number) => string } = {}): Rule {
  return (value) => {
    if (typeof value === "number" && how.ifNumber !== undefined) {
      return `is a number: ${how.ifNumber(value)}`;
    }
    if (typeof value !== "string") {
      return `must be a text, not ${kindOf(value)}`;
    }
    return value === "" ? "must not be empty" : forbiddenCharacter(value);
  };
}

function flag(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : `must be true or false, not ${kindOf(value)}`;
}

function version(value: unknown): string | undefined {
  if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) {
    return undefined;
  }
  return `must be a text or a number, not ${kindOf(value)}`;
}

function elementTexts(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return `must be an object of element names and texts, not ${kindOf(value)}`;
  }
  const problems = Object.entries(value).flatMap(([name, content]) => {
    const problem = elementProblem(name, content);
    return problem === undefined ? [] : [`${JSON.stringify(name)} ${problem}`];
  });
  return problems.length === 0 ? undefined : problems.join("; ");
}

function elementProblem(name: string, content: unknown): string | undefined {
  if (!isElementName(name)) {
    return "is no name that an XML element can have";
  }
  const owner = ownerOfElement(name);
  if (owner === "run-time") {
    return "is filled in by the PBX while it runs and cannot be set";
  }
  if (owner !== undefined) {
    return `is held by the property ${owner.property} (element ${elementOfProperty[owner.property]}): set that one`;
  }
  if (content === UNKNOWN) {
    return undefined;
  }
  return typeof content === "string"
    ? forbiddenCharacter(content)
    : `must be a text, not ${kindOf(content)}: write it as a text, in quotes (in the configuration: pulumi config set --type string)`;
}

function forbiddenCharacter(value: string): string | undefined {
  const found = invalidXmlCharacter(value);
  if (found === undefined) {
    return undefined;
  }
  const codePoint = found.codePoint.toString(16).toUpperCase().padStart(4, "0");
  return `has a character at position ${found.index + 1} that XML cannot carry (U+${codePoint}): take it out`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return (
    { string: "a text", number: "a number", boolean: "true or false", object: "an object" }[typeof value as string] ??
    typeof value
  );
}
