// Not from the index: check and diff are to load no HTTP library.
import { ConfigXml } from "../../ozeki/configXml";
import { mergeSecrets, secretElements } from "../../secrets/properties";
import { changedElements } from "../changedElements";
import type { ElementText } from "../elementText";
import { hasText, withTexts } from "../elementText";
import { OtherKnownType } from "../errors/otherKnownType";
import type { ResourceType } from "../resourceType";
import { elementOfProperty, runTimeElements, SIP_EXTENSION_TYPE, SIP_KNOWN_TYPE } from "./elements";
import { expand } from "./expand";
import { flatten, refuseWhatIsNoPlainText } from "./flatten";
import { isGenerated } from "./generatedPassword";
import type { Inputs } from "./inputs";
import {
  foreseenPassword,
  isPasswordChanged,
  isPasswordDrifted,
  isPasswordOurs,
  passwordFor,
  passwordToSend,
} from "./password";
import { rules } from "./rules";

const plainProperties = ["userId", "authorizationName", "username", "enabled"] as const;

/** The SIP extension: the one kind that the PBX's documentation describes. */
export const sipExtension: ResourceType<Inputs> = {
  rules,
  type: SIP_EXTENSION_TYPE,
  secretsIn: (properties) => mergeSecrets({ password: true }, secretElements(properties)),
  invalidConfigHint:
    "The PBX does not accept this configuration: see that the user of userId exists and that authorizationName is not taken. " +
    "If it accepts none at all, set ozeki:configXmlEncoding to escaped.",

  applyDefaults(olds, given) {
    const defaults = {
      authorizationName: given.extensionId,
      username: given.extensionId,
      enabled: true,
      elements: {},
      adopt: false,
    };
    return { ...defaults, ...given, password: passwordFor(olds, given) };
  },

  replaceProperties: () => [],

  changed(olds, news, isRefresh) {
    const isOtherPassword = isRefresh ? isPasswordDrifted(olds, news) : isPasswordChanged(olds, news);
    return [
      ...[...plainProperties, "passwordVersion" as const].filter((property) => news[property] !== olds[property]),
      ...(isOtherPassword ? ["password"] : []),
      ...changedElements(olds.elements, news.elements),
    ];
  },

  typeOf: () => ({ type: SIP_EXTENSION_TYPE, knownType: SIP_KNOWN_TYPE }),

  configOf: (inputs) => ConfigXml.create(SIP_KNOWN_TYPE, expand(inputs)),

  flatten,

  assertWritable: refuseWhatIsNoPlainText,

  describe(found, extensionId, _type, pbx) {
    if (found.knownType !== SIP_KNOWN_TYPE) {
      throw new OtherKnownType(pbx, extensionId, found.knownType, SIP_KNOWN_TYPE);
    }
    const managed = {
      extensionId,
      userId: "",
      password: "",
      authorizationName: "",
      // What an up would write where the PBX does not tell.
      username: extensionId,
      enabled: true,
      elements: {},
      adopt: false,
    };
    return flatten(found, managed, pbx);
  },

  differing(present, inputs) {
    return [
      ...plainProperties.filter((property) => present[property] !== inputs[property]),
      ...(isPasswordOurs(present.password, inputs) ? [] : ["password"]),
      ...changedElements(present.elements, inputs.elements),
    ];
  },

  adoptInputs(inputs, present) {
    // A generated password stands for "none in the program": the phone keeps the one that it logs in with.
    const password = isGenerated(inputs.password, inputs.extensionId) ? present.password : inputs.password;
    return { ...inputs, password };
  },

  updateInputs: (olds, news) => ({ ...news, password: passwordToSend(olds, news) }),

  previewOutputs: (news, olds) => ({ ...news, password: foreseenPassword(news, olds) }),

  wasCreatedByUs(found, { password, extensionId }) {
    // Nobody else can have the password that this run has made up.
    return isGenerated(password, extensionId) && found.text(elementOfProperty.password) === password;
  },

  overlay: (found, inputs) => withTexts(found.without(runTimeElements), expand(inputs)),

  isWriteNeeded(found, inputs, olds) {
    const isHidden = found.text(elementOfProperty.username) === undefined;
    // A PBX that does not return Username cannot tell whether it is as declared: then the state's memory has to do.
    // Its absence alone is no reason to write: such a PBX would be written at every update.
    const isToldByState = ([name]: ElementText) => isHidden && name === elementOfProperty.username;
    return (
      (isHidden && olds !== undefined && olds.username !== inputs.username) ||
      expand(inputs).some((wanted) => !isToldByState(wanted) && !hasText(found, wanted))
    );
  },

  keepNotice(inputs, kept, pbx) {
    return inputs.passwordVersion !== undefined && kept.password !== inputs.password
      ? `Extension ${inputs.extensionId} on ${pbx} keeps the password that it has. Where passwordVersion was to make a new one, change it again.`
      : undefined;
  },

  driftNotice(state, present, pbx) {
    // The engine shows that something changed, but not which of the secrets.
    return state.password !== present.password
      ? `Extension ${state.extensionId} on ${pbx}: its password was changed on the PBX, not by this stack. ` +
          "`pulumi up` sets a declared password again; a generated one stays as it is now until passwordVersion changes."
      : undefined;
  },
};
