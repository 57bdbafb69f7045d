import { createHmac, randomBytes } from "node:crypto";
import { whyGuessable } from "../../../provider/secrets/guessable";
import { readBoolean } from "../../../provider/types/elementText";
import { SIP_KNOWN_TYPE } from "../../../provider/types/sipExtension/table";
import type { Reading } from "../../shared/readExtensions";
import type { StackExtension } from "../../shared/stackExtensions";
import { propertyDrift } from "./propertyDrift";
import type { PropertyDrift } from "./reportModel";
import { shortened } from "./reportModel";

/** What is kept of an extension that was read. Its password is not. */
export interface ExtensionFacts {
  readonly id: string;
  readonly type: string;
  /** Shortened. */
  readonly userId: string | null;
  readonly isPhone: boolean;
  readonly isEnabled: boolean;
  readonly hasRegistered: boolean;
  /** What differs from each resource of the stack that manages it. */
  readonly drift: readonly { readonly resource: string; readonly properties: readonly PropertyDrift[] }[];
  /** Why it could not be read, or not be compared. */
  readonly unreadable: string | null;
  /** Why its password is easily guessed, as a phrase that completes "The password is …". */
  readonly weakness: string | null;
  /** Equal for equal passwords of one run; null where there is no password. */
  readonly passwordDigest: string | null;
}

/**
 * Returns a function that reduces what was read of an extension to what a report needs.
 *
 * @param resources - those of the stack, by the ID of the extension
 */
export function factsReader(
  resources: ReadonlyMap<string, readonly StackExtension[]>,
  pbx: string,
): (reading: Reading) => ExtensionFacts {
  // With a key that ends with the run: no one can try passwords on a digest that is left in memory.
  const key = randomBytes(32);
  const digestOf = (password: string) => createHmac("sha256", key).update(password).digest("base64");
  return (reading) => {
    const { id, type } = reading;
    if ("failure" in reading) {
      return { ...UNKNOWN, id, type, unreadable: reading.failure.message };
    }
    const { config } = reading;
    const compared = (resources.get(id) ?? []).map((resource) => ({
      resource: resource.name,
      properties: propertyDrift(resource, config, pbx),
    }));
    const owner = config.text("UserID") ?? "";
    const isPhone = config.knownType === SIP_KNOWN_TYPE;
    const password = isPhone ? config.text("Password") : undefined;
    return {
      id,
      type,
      userId: owner === "" ? null : shortened(owner),
      isPhone,
      isEnabled: readBoolean(config.text("Enabled") ?? "") !== false,
      hasRegistered: Boolean(config.text("LastIPAddress")),
      drift: compared.flatMap(({ resource, properties }) =>
        typeof properties === "string" || properties.length === 0 ? [] : [{ resource, properties }],
      ),
      unreadable: compared.map(({ properties }) => properties).find((why) => typeof why === "string") ?? null,
      weakness: password === undefined ? null : weaknessOf(password, id, owner),
      passwordDigest: password === undefined || password === "" ? null : digestOf(password),
    };
  };
}

/** The reason tells no reader of the report what the password is. */
function weaknessOf(password: string, extensionId: string, userId: string): string | null {
  const why = whyGuessable(password, { extensionId, userId });
  const isFirstGuess = ["", extensionId, userId].some((guess) => guess.toLowerCase() === password.toLowerCase());
  return isFirstGuess ? "among the first that an attacker tries" : (why ?? null);
}

const UNKNOWN: Omit<ExtensionFacts, "id" | "type" | "unreadable"> = {
  userId: null,
  isPhone: false,
  isEnabled: true,
  hasRegistered: false,
  drift: [],
  weakness: null,
  passwordDigest: null,
};
