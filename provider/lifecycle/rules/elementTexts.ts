import { MASK } from "../../secrets/mask";
import { UNKNOWN } from "../unknown";
import { isElementName } from "./elementName";
import type { Rule } from "./text";
import { forbiddenCharacter } from "./text";
import { typeName } from "./wordFor";

/**
 * Names of elements of the PBX's ConfigXML, with their texts.
 *
 * @param refusal - why the element of a name cannot be set here, if so
 */
export function elementTexts(refusal: (name: string) => string | undefined): Rule {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return `must be an object of element names and texts, not ${typeName(value)}`;
    }
    const problems = Object.entries(value).flatMap(([name, content]) => {
      const problem = elementProblem(name, content, refusal);
      return problem === undefined ? [] : [`${JSON.stringify(name)} ${problem}`];
    });
    return problems.length === 0 ? undefined : problems.join("; ");
  };
}

function elementProblem(
  name: string,
  content: unknown,
  refusal: (name: string) => string | undefined,
): string | undefined {
  if (!isElementName(name)) {
    return "is no name that an XML element can have";
  }
  const refused = refusal(name);
  if (refused !== undefined || content === UNKNOWN) {
    return refused;
  }
  if (content === MASK) {
    return `is ${MASK}, which \`pulumi-ozeki show\` puts in the place of a secret: give the secret itself, or leave the element out`;
  }
  return typeof content === "string"
    ? forbiddenCharacter(content)
    : `must be a text, not ${typeName(content)}: write it as a text, in quotes (in the configuration: pulumi config set --type string)`;
}
