import { MalformedXml } from "../../ozeki/xml/malformedXml";
import { MASK } from "../../secrets/mask";
import { elementTexts } from "../rules/elementTexts";
import { extensionId } from "../rules/extensionId";
import { flag } from "../rules/flag";
import type { Rule } from "../rules/text";
import { text } from "../rules/text";
import type { ProgramInputs, Rules } from "../rules/validate";
import { SIP_KNOWN_TYPE } from "../sipExtension/elements";
import { isUnknown } from "../unknown";
import { declaredElements } from "./declaredElements";

/** What a program may set on an extension of whatever type. */
export const rules: Rules = {
  properties: {
    extensionId,
    type: text(),
    knownType,
    elements: elementTexts(refusal),
    xml,
    adopt: flag,
    connection: text(),
  },
  required: {
    extensionId: "is required",
    type: "is required: the PBX's name for the type, as `pulumi-ozeki list` shows it",
    knownType: "is required: the PBX's name for the configuration, as `pulumi-ozeki show ID` shows it",
  },
  maySecretlyHold: new Set(["elements", "xml", "connection"]),
  instead: (name) => (isId(name) ? "extensionId" : undefined),
  together(given) {
    const twice = namesInBoth(given);
    return twice.length === 0
      ? []
      : [["xml", `declares ${twice.join(", ")}, which \`elements\` declares as well: leave one of the two out`]];
  },
};

const isText = text();

function knownType(value: unknown): string | undefined {
  return value === SIP_KNOWN_TYPE
    ? "is that of a SIP extension: use the resource SipExtension, which keeps its password encrypted"
    : isText(value);
}

function xml(value: unknown): string | undefined {
  const problem = isText(value);
  if (problem !== undefined) {
    return problem;
  }
  if ((value as string).includes(MASK)) {
    return `has ${MASK} in it, which \`pulumi-ozeki show\` puts in the place of a secret: give the secret itself (--show-passwords), or leave the element out`;
  }
  try {
    const names = [...declaredElements(value as string).keys()];
    if (names.length === 0) {
      return "has no element: leave it out";
    }
    if (names.includes("Config")) {
      return "has a Config: write only what stands inside of it";
    }
    const refused = names.find((name) => refusal(name) !== undefined);
    return refused === undefined ? undefined : `${JSON.stringify(refused)} ${refusal(refused)}`;
  } catch (error) {
    if (error instanceof MalformedXml) {
      return `must be elements one after the other, as they stand inside of <Config>, but ${error.message}`;
    }
    throw error;
  }
}

function refusal(name: string): string | undefined {
  return isId(name) ? "is held by the property extensionId (element ID): set that one" : undefined;
}

function isId(name: string): boolean {
  return name.toLowerCase() === "id";
}

function namesInBoth({ elements, xml: given }: ProgramInputs): string[] {
  const isReadable = isXmlGiven(given) && typeof elements === "object" && elements !== null;
  return isReadable ? Object.keys(elements).filter((name) => declaredElements(given).has(name)) : [];
}

function isXmlGiven(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value) && (xml as Rule)(value) === undefined;
}
