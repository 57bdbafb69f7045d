// Not from the index: check and diff are to load no HTTP library.
import { ConfigXml } from "../../ozeki/configXml";
import { mergeSecrets, secretElements, secretXml } from "../../secrets/properties";
import { changedElements } from "../changedElements";
import type { ElementText } from "../elementText";
import { hasText, withTexts } from "../elementText";
import { UnreadableExtension } from "../errors/unreadableExtension";
import type { ResourceType } from "../resourceType";
import { SIP_KNOWN_TYPE } from "../sipExtension/elements";
import { isUnknown } from "../unknown";
import { openAndSecret } from "./contentOf";
import { declaredElements, isInPlace, isSameXml } from "./declaredElements";
import { flatten, refuseWhatIsNoText } from "./flatten";
import type { Inputs } from "./inputs";
import { rules } from "./rules";

const ID = "ID";

const textsOf = ({ elements }: Inputs): ElementText[] => Object.entries(elements);

/** An extension of any other type than SIP: what it consists of, only the PBX and the program know. */
export const extension: ResourceType<Inputs> = {
  rules,
  type: undefined,
  secretsIn: (properties) => mergeSecrets(secretElements(properties), secretXml(properties)),
  invalidConfigHint:
    "The PBX does not accept this configuration: see that type and knownType belong together, as `pulumi-ozeki list` and `pulumi-ozeki show ID` tell " +
    "them of one that exists, and that no element is missing. If it accepts none at all, set ozeki:configXmlEncoding to escaped.",

  applyDefaults: (_olds, given) => ({ elements: {}, adopt: false, ...given }),

  replaceProperties: (olds, news) =>
    (["type", "knownType"] as const).filter((property) => news[property] !== olds[property]),

  changed(olds, news) {
    const isOtherXml = isUnknown(news.xml) || !isSameXml(olds.xml, news.xml);
    return [...changedElements(olds.elements, news.elements), ...(isOtherXml ? ["xml"] : [])];
  },

  typeOf: ({ type, knownType }) => ({ type, knownType }),

  configOf(inputs) {
    const texts = ConfigXml.create(inputs.knownType, [[ID, inputs.extensionId], ...textsOf(inputs)]);
    return withElements(texts, inputs);
  },

  flatten,

  assertWritable: refuseWhatIsNoText,

  describe(found, extensionId, type, pbx) {
    const { knownType } = found;
    if (knownType === undefined || knownType === "") {
      throw new UnreadableExtension(pbx, extensionId, "it has no knownType");
    }
    if (knownType === SIP_KNOWN_TYPE) {
      throw new UnreadableExtension(
        pbx,
        extensionId,
        "it is a SIP extension",
        "declare or import it as a SipExtension",
      );
    }
    return {
      extensionId,
      type,
      knownType,
      // What is imported is printed as a program: a secret has no place in it, and stays on the PBX as it is.
      ...openAndSecret(found, (name) => name !== ID).open,
      adopt: false,
      pbx,
    };
  },

  differing(present, inputs) {
    return [
      ...changedElements(present.elements, inputs.elements),
      ...(isSameXml(present.xml, inputs.xml) ? [] : ["xml"]),
    ];
  },

  adoptInputs: (inputs) => inputs,

  updateInputs: (_olds, news) => news,

  previewOutputs: (news) => ({ ...news }),

  // Nothing in it is of this package's own making.
  wasCreatedByUs: () => false,

  overlay: (found, inputs) => withElements(withTexts(found, textsOf(inputs)), inputs),

  isWriteNeeded(found, inputs) {
    return (
      textsOf(inputs).some((wanted) => !hasText(found, wanted)) ||
      [...declaredElements(inputs.xml)].some(([name, elements]) => !isInPlace(found, name, elements))
    );
  },

  keepNotice: () => undefined,

  driftNotice: () => undefined,
};

function withElements(config: ConfigXml, { xml }: Inputs): ConfigXml {
  return [...declaredElements(xml)].reduce(
    (result, [name, elements]) => (isInPlace(result, name, elements) ? result : result.withElements(name, elements)),
    config,
  );
}
