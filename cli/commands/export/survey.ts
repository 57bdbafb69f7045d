import type { ConfigXml } from "../../../provider/api";
import type { Content } from "../../../provider/types/content";
import { declaredElements } from "../../../provider/types/declaredElements";
import { LifecycleError } from "../../../provider/types/errors";
import { extension, manageableContent } from "../../../provider/types/extension/extensionType";
import type { Inputs as ExtensionInputs } from "../../../provider/types/extension/table";
import { extensionTable } from "../../../provider/types/extension/table";
import type { ResourceInputs, ResourceState } from "../../../provider/types/resourceState";
import type { ResourceType } from "../../../provider/types/resourceType";
import { isSipElement, sipExtension } from "../../../provider/types/sipExtension/sipExtensionType";
import type { Inputs as SipInputs } from "../../../provider/types/sipExtension/table";
import { SIP_KNOWN_TYPE, sipExtensionTable } from "../../../provider/types/sipExtension/table";
import { validate } from "../../../provider/types/validate";
import type { Reading } from "../../shared/readExtensions";

/** A SIP extension that a program can declare. */
export interface Phone {
  id: string;
  inputs: SipInputs;
  /** Elements that stay on the PBX and are not declared. */
  leftOut: string[];
}

/** An extension of another type that a program can declare. */
export interface Other {
  id: string;
  inputs: ExtensionInputs;
  leftOut: string[];
}

/** What a PBX has, sorted by what can be done with it. */
export interface Survey {
  phones: Phone[];
  others: Other[];
  /** What cannot be declared, and why, as the end of a sentence. */
  refused: { id: string; type: string; why: string }[];
  /** Whether this PBX tells the Username of a SIP extension; undefined where there is none. */
  tellsUsername: boolean | undefined;
}

/** What a survey says of one extension. */
export interface Surveyed {
  phone?: Phone;
  other?: Other;
  refused?: Survey["refused"][number];
  /** Whether the PBX returned the Username; left out for an extension that is not SIP. */
  tellsUsername?: boolean;
}

/** Puts together what {@link surveyed} found of each extension. */
export function surveyOf(all: readonly Surveyed[]): Survey {
  const tells = all.flatMap(({ tellsUsername }) => tellsUsername ?? []);
  return {
    phones: all.flatMap(({ phone }) => phone ?? []),
    others: all.flatMap(({ other }) => other ?? []),
    refused: all.flatMap(({ refused }) => refused ?? []),
    tellsUsername: tells.length === 0 ? undefined : tells.includes(true),
  };
}

/** What can be done with an extension that was read. */
export function surveyed(reading: Reading, pbx: string): Surveyed {
  const { id, type } = reading;
  if ("failure" in reading) {
    return { refused: { id, type, why: `it cannot be read: ${reading.failure.message}` } };
  }
  const { config } = reading;
  const isSip = config.knownType === SIP_KNOWN_TYPE;
  const found = isSip ? phoneOf(reading, pbx) : otherOf(reading, pbx);
  return {
    ...(typeof found === "string" ? { refused: { id, type, why: found } } : found),
    ...(isSip && { tellsUsername: config.text(sipExtensionTable.username.element) !== undefined }),
  };
}

type Read = Extract<Reading, { config: ConfigXml }>;

function phoneOf(reading: Read, pbx: string): { phone: Phone } | string {
  const described = describe(sipExtension, reading, pbx);
  if (typeof described === "string") {
    return described;
  }
  const leftOut = [...new Set(reading.config.elementNames())].filter((name) => !isSipElement(name));
  return { phone: { id: reading.id, inputs: described, leftOut } };
}

function otherOf(reading: Read, pbx: string): { other: Other } | string {
  const described = describe(extension, reading, pbx);
  if (typeof described === "string") {
    return described;
  }
  const { elements, xml, leftOut } = elementsOfOtherType(reading.config);
  const { xml: _all, ...inputs } = described;
  return { other: { id: reading.id, inputs: { ...inputs, elements, ...(xml !== undefined && { xml }) }, leftOut } };
}

/** All that a program can declare of an extension, or why it cannot. */
function describe<Inputs extends ResourceInputs>(
  resourceType: ResourceType<Inputs>,
  { id, type, config }: { id: string; type: string; config: ConfigXml },
  pbx: string,
): ResourceState<Inputs> | string {
  let described: ResourceState<Inputs>;
  try {
    described = resourceType.describe(config, id, type, pbx);
  } catch (error) {
    if (error instanceof LifecycleError) {
      return error.message;
    }
    throw error;
  }
  const { pbx: _pbx, ...inputs } = described;
  // No password is written into the program: an extension may have one that no program could give it.
  const declared = "password" in inputs ? { ...inputs, password: "kept" } : inputs;
  const problems = validate(resourceType.rules, declared).map(({ reason }) => reason);
  return problems.length === 0 ? described : `a program cannot declare it as it is: ${problems.join("; ")}`;
}

/** What a program declares of an extension of another type, and which elements it leaves out. */
function elementsOfOtherType(config: ConfigXml): Content & { leftOut: string[] } {
  const open = manageableContent(config);
  const declared = new Set([...Object.keys(open.elements), ...declaredElements(open.xml).keys()]);
  const names = [...new Set(config.elementNames())].filter((name) => name !== extensionTable.extensionId.element);
  return { ...open, leftOut: names.filter((name) => !declared.has(name)) };
}
