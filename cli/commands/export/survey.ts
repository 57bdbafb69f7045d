import type { ConfigXml } from "../../../provider/api";
import { splitSecrets } from "../../../provider/types/content";
import { declaredElements } from "../../../provider/types/declaredElements";
import { LifecycleError } from "../../../provider/types/errors";
import { extension } from "../../../provider/types/extension/extensionType";
import type { Inputs as ExtensionInputs } from "../../../provider/types/extension/table";
import type { ResourceInputs, ResourceState } from "../../../provider/types/resourceState";
import type { ResourceType } from "../../../provider/types/resourceType";
import { isSipElement, sipExtension } from "../../../provider/types/sipExtension/sipExtensionType";
import type { Inputs as SipInputs } from "../../../provider/types/sipExtension/table";
import { runTimeElements, SIP_KNOWN_TYPE, sipExtensionTable } from "../../../provider/types/sipExtension/table";
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

/** Sorts what was read. */
export function surveyOf(readings: readonly Reading[], pbx: string): Survey {
  const survey: Survey = { phones: [], others: [], refused: [], tellsUsername: undefined };
  for (const reading of readings) {
    const { id, type } = reading;
    const refuse = (why: string) => survey.refused.push({ id, type, why });
    if ("failure" in reading) {
      refuse(`it cannot be read: ${reading.failure.message}`);
    } else {
      const { config } = reading;
      const isSip = config.knownType === SIP_KNOWN_TYPE;
      const why = isSip ? addPhone(survey, reading, pbx) : addOther(survey, reading, pbx);
      if (why !== undefined) {
        refuse(why);
      }
      if (isSip) {
        survey.tellsUsername =
          survey.tellsUsername === true || config.text(sipExtensionTable.username.element) !== undefined;
      }
    }
  }
  return survey;
}

type Read = Extract<Reading, { config: ConfigXml }>;

function addPhone({ phones }: Survey, { id, type, config }: Read, pbx: string): string | undefined {
  const described = describe(sipExtension, { id, type, config }, pbx);
  if (typeof described === "string") {
    return described;
  }
  const leftOut = [...new Set(config.elementNames())].filter((name) => !isSipElement(name));
  phones.push({ id, inputs: described, leftOut });
  return undefined;
}

function addOther({ others }: Survey, { id, type, config }: Read, pbx: string): string | undefined {
  const described = describe(extension, { id, type, config }, pbx);
  if (typeof described === "string") {
    return described;
  }
  const { elements, xml, leftOut } = elementsOfOtherType(config);
  const { xml: _all, ...inputs } = described;
  others.push({ id, inputs: { ...inputs, elements, ...(xml !== undefined && { xml }) }, leftOut });
  return undefined;
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

const ID = "ID";

/** What a program declares of an extension of another type: everything but secrets, and what looks like a run-time value. */
export function elementsOfOtherType(config: ConfigXml): {
  elements: Record<string, string>;
  xml?: string;
  leftOut: string[];
} {
  const { open } = splitSecrets(
    config,
    (name) => name !== ID && !(runTimeElements as readonly string[]).includes(name),
  );
  const declared = new Set([...Object.keys(open.elements), ...declaredElements(open.xml).keys()]);
  const names = [...new Set(config.elementNames())].filter((name) => name !== ID);
  return { ...open, leftOut: names.filter((name) => !declared.has(name)) };
}
