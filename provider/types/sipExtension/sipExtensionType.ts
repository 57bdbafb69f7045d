import type { ConfigXml } from "../../api";
import { mergeSecrets } from "../../secrets/properties";
import { OtherKnownType } from "../errors";
import { defaultsOf, elementProperties, isAlwaysSet, scopeOfPlaceholder } from "../propertyTable";
import type { ResourceType } from "../resourceType";
import { tableResourceType } from "../tableResourceType";
import type { TableDefinition } from "../tableRules";
import { ownerOfElement } from "../tableRules";
import { isUnknown } from "../unknown";
import type { ProgramInputs } from "../validate";
import { isHandedBack } from "../validate";
import { isGenerated } from "./generatedPassword";
import {
  isPasswordChanged,
  isPasswordDrifted,
  isPasswordOurs,
  passwordFor,
  passwordToRestore,
  passwordToSend,
  previewPassword,
} from "./password";
import type { Inputs, State } from "./table";
import {
  documentedElementOrder,
  runTimeElements,
  SIP_EXTENSION_TYPE,
  SIP_KNOWN_TYPE,
  sipExtensionTable,
} from "./table";

const definition: TableDefinition<Inputs> = {
  table: sipExtensionTable,
  typeOf: () => ({ type: SIP_EXTENSION_TYPE, knownType: SIP_KNOWN_TYPE }),
  elementOrder: documentedElementOrder,
  runTimeElements,
  together: (given, olds) =>
    hasOwnPassword(given, olds) && given.passwordVersion !== undefined
      ? [
          [
            "passwordVersion",
            "asks for a new generated password, but the program sets a password: remove one of the two",
          ],
        ]
      : [],
};

const fromTable = tableResourceType(definition);

/** Whether a property of a SIP extension, or the PBX itself, holds the element of this name. */
export function isSipElement(name: string): boolean {
  return ownerOfElement(definition, name) !== undefined;
}

/** The SIP extension: the one type that the PBX's documentation describes. The table cannot express its password. */
export const sipExtension: ResourceType<Inputs> = {
  ...fromTable,
  type: SIP_EXTENSION_TYPE,
  invalidConfigHint: "Check that the user in userId exists and that authorizationName is not taken.",

  secretsIn: (properties) =>
    mergeSecrets(
      fromTable.secretsIn(properties),
      properties.generatedPassword === undefined ? undefined : { generatedPassword: true },
    ),

  applyDefaults: (olds, given) => ({ ...fromTable.applyDefaults(olds, given), password: passwordFor(olds, given) }),

  changed(olds, news, isRefresh) {
    const isOtherPassword = isRefresh ? isPasswordDrifted(olds, news) : isPasswordChanged(olds, news);
    return withPassword(fromTable.changed(olds, news, isRefresh), isOtherPassword);
  },

  describe(found, extensionId, _type, pbx) {
    if (found.knownType !== SIP_KNOWN_TYPE) {
      throw new OtherKnownType(pbx, extensionId, found.knownType, SIP_KNOWN_TYPE);
    }
    const present = holders.filter(
      // No program can declare an empty string: of a property that can be left out, it is none.
      ({ element, property }) =>
        found.shape(element) === "text" && (isAlwaysSet(property) || found.text(element) !== ""),
    );
    const managed = {
      ...Object.fromEntries(present.map(({ name }) => [name, ""])),
      // For an element that the PBX does not return: what an update would write.
      ...defaultsOf(sipExtensionTable, { extensionId }),
      extensionId,
    };
    return fromTable.flatten(found, managed as Inputs, pbx);
  },

  differing: (present, inputs) =>
    withPassword(fromTable.differing(present, inputs), !isPasswordOurs(present.password, inputs)),

  adoptInputs(inputs, present) {
    // A generated password means "none in the program": the phone keeps its own.
    const password = isGenerated(inputs.password, inputs.extensionId) ? present.password : inputs.password;
    return { ...inputs, password };
  },

  updateInputs: (olds, news, found) => ({ ...news, password: passwordToSend(olds, news, passwordIn(found)) }),

  previewOutputs: (news, olds) => ({ ...news, password: previewPassword(news, olds) }),

  wasCreatedByUs(found, { password, extensionId }) {
    // No one else can have the password that this run has generated.
    return isGenerated(password, extensionId) && passwordIn(found) === password;
  },

  keepNotice(inputs, kept, pbx) {
    return inputs.passwordVersion !== undefined && kept.password !== inputs.password
      ? `Extension ${inputs.extensionId} on ${pbx} keeps its password. To generate a new one, change passwordVersion again.`
      : undefined;
  },

  afterRefresh(state, present) {
    const { generatedPassword: _, ...found } = present as State;
    const generatedPassword = passwordToRestore(state, present.password);
    return generatedPassword === undefined ? found : ({ ...found, generatedPassword } as State);
  },

  rememberedInputs: ["generatedPassword"],

  driftNotice(state, present, pbx) {
    // The engine shows that something changed, but not which of the secrets.
    if (state.password === present.password) {
      return undefined;
    }
    const next =
      passwordToRestore(state, present.password) === undefined
        ? "`pulumi up` restores a declared password. One that was adopted or imported stays as it is now."
        : "`pulumi up` restores the generated password.";
    return `The password of extension ${state.extensionId} was changed on the PBX ${pbx}. ${next}`;
  },
};

const holders = elementProperties(sipExtensionTable);

function passwordIn(found: ConfigXml | undefined): string | undefined {
  return found?.text(sipExtensionTable.password.element);
}

/** A generated password is not compared as it is. */
function withPassword(changed: readonly string[], isChanged: boolean): string[] {
  const order = Object.keys(sipExtensionTable);
  const rank = (path: string) => order.indexOf(path.split(".", 1)[0] ?? path);
  return [...changed.filter((path) => path !== "password"), ...(isChanged ? ["password"] : [])].sort(
    (one, other) => rank(one) - rank(other),
  );
}

/** Whether the program itself sets a password. */
function hasOwnPassword(given: ProgramInputs, olds: ProgramInputs): boolean {
  const { password } = given;
  if (password === undefined || scopeOfPlaceholder(password) !== undefined || isUnknown(password)) {
    return false;
  }
  // Beside a passwordVersion, the last run had a password that the program did not set.
  const wasChosenByProvider =
    olds.passwordVersion !== undefined || isGenerated(String(password), String(given.extensionId));
  return !(wasChosenByProvider && isHandedBack("password", given, olds));
}
