import { whyGuessable } from "../../provider/secrets/guessable";
import type { DeclaredExtension } from "../declaredExtension";
import { anotherPassword, nameOf } from "./phrases";
import type { ExtensionRule } from "./rule";

/** Why the password of an extension can be guessed; undefined where it cannot, or is not known. */
export function guessableReason({ password, isPasswordGenerated, ...owner }: DeclaredExtension): string | undefined {
  return password === undefined || isPasswordGenerated ? undefined : whyGuessable(password, owner);
}

export const guessablePassword: ExtensionRule = {
  name: "guessable-password",
  description:
    "A declared password that can be guessed: short, often used, a sequence, or little more than the ID or the user",
  level: "mandatory",
  violation(extension) {
    const reason = guessableReason(extension);
    return reason === undefined
      ? undefined
      : `The password of ${nameOf(extension)} can be guessed: it is ${reason}. ${anotherPassword(extension)}`;
  },
};
