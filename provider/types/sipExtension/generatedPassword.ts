import { hash, randomInt } from "node:crypto";

// No l, I, O, 0, 1: such a password is read from a screen and typed into a phone.
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
const RANDOM_LENGTH = 20;
const SCOPE_LENGTH = 4;
const CHECK_LENGTH = 6;
const FORM = new RegExp(`^[${ALPHABET}]{${RANDOM_LENGTH + SCOPE_LENGTH + CHECK_LENGTH}}$`);

/**
 * Generates a strong password that can be recognised later: 20 random characters out of 57 (116 bits), 4 that identify
 * the stack, and 6 of a checksum over both and the extension's ID.
 *
 * After a crash, before the state was written, only this form identifies an extension that this stack created.
 */
export function generatePassword(extensionId: string, scope: string): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const tag = digest(SCOPE_LENGTH, "scope", scope);
  return random + tag + checksum(random, tag, extensionId);
}

/** Whether a password has the form of one that {@link generatePassword} generated for this extension ID. */
export function isGenerated(password: string, extensionId: string): boolean {
  if (!FORM.test(password)) {
    return false;
  }
  const random = password.slice(0, RANDOM_LENGTH);
  const tag = password.slice(RANDOM_LENGTH, RANDOM_LENGTH + SCOPE_LENGTH);
  return password.slice(-CHECK_LENGTH) === checksum(random, tag, extensionId);
}

/** Whether both passwords were generated for this extension ID by the same stack. */
export function areFromSameStack(one: string, other: string, extensionId: string): boolean {
  const tagOf = (password: string) => password.slice(RANDOM_LENGTH, RANDOM_LENGTH + SCOPE_LENGTH);
  return isGenerated(one, extensionId) && isGenerated(other, extensionId) && tagOf(one) === tagOf(other);
}

function checksum(random: string, tag: string, extensionId: string): string {
  return digest(CHECK_LENGTH, "password", random, tag, extensionId);
}

function digest(length: number, ...parts: string[]): string {
  // JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not give one digest.
  const bytes = hash("sha256", JSON.stringify(parts), "buffer");
  return Array.from(bytes.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
