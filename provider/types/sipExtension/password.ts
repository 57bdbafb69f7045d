import { isSameVersion, scopeOfPlaceholder } from "../propertyTable";
import { isUnknown, UNKNOWN } from "../unknown";
import type { ProgramInputs } from "../validate";
import { areFromSameStack, generatePassword, isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./table";

/**
 * Whether the program asks for a new generated password. Removing `passwordVersion` from a program asks for nothing:
 * the phones keep their password.
 */
export function isRotated(olds: Partial<Inputs>, news: Partial<Inputs>): boolean {
  return news.passwordVersion !== undefined && !isSameVersion(news.passwordVersion, olds.passwordVersion);
}

/**
 * The password among the checked inputs: the program's, or where it sets none, the one that this package generated, a new
 * one, or the placeholder, which means the password that the phone has.
 */
export function passwordFor(olds: ProgramInputs, given: ProgramInputs): unknown {
  const scope = scopeOfPlaceholder(given.password);
  if (scope === undefined) {
    return given.password;
  }
  if (isUnknown(given.extensionId) || isUnknown(given.passwordVersion)) {
    // A generated password is bound to its extension's ID.
    return UNKNOWN;
  }
  const extensionId = given.extensionId as string;
  const { generatedPassword = olds.password } = olds;
  const isLost = generatedPassword === "" || generatedPassword === UNKNOWN;
  const needsNew = isLost || isRotated(olds as Partial<Inputs>, given as Partial<Inputs>);
  if (olds.extensionId !== extensionId || needsNew) {
    return generatePassword(extensionId, scope);
  }
  // Adopted, imported (then the inputs have none), or declared before: the phone has one of its own.
  const isOurs = typeof generatedPassword === "string" && isGenerated(generatedPassword, extensionId);
  return isOurs ? generatedPassword : given.password;
}

/** Whether the program asks for another password than the one in the state. */
export function isPasswordChanged(olds: State, news: Inputs): boolean {
  // After a recovery or an adoption the outputs have the PBX's password and the inputs another one: a generated
  // password means any strong one, and only passwordVersion asks for a new one.
  return (
    news.password !== olds.password && (isRestored(olds, news) || !isChosenByProvider(news.password, news.extensionId))
  );
}

/** Whether an update brings back the generated password that was changed on the PBX. */
function isRestored(olds: State, news: Inputs): boolean {
  return news.password !== undefined && news.password === olds.generatedPassword;
}

/**
 * The generated password to remember when a refresh finds another one on the PBX.
 *
 * @param state - the state before the refresh
 * @param present - the password that the PBX has
 * @returns `undefined` where there is nothing to restore: the PBX has it, or this package generated neither
 */
export function passwordToRestore(state: State, present: string): string | undefined {
  const { password, extensionId, generatedPassword = password } = state;
  // In nearly every refresh they are equal, and a digest for each of thousands takes time.
  const isAsGenerated = present === generatedPassword || areFromSameStack(generatedPassword, present, extensionId);
  return !isAsGenerated && isGenerated(generatedPassword, extensionId) ? generatedPassword : undefined;
}

/**
 * Whether the PBX has another password than the inputs of the last run, for a refresh. A generated password that was
 * changed on the PBX is drift; a difference that a recovery or an adoption left is not.
 */
export function isPasswordDrifted(present: State, inputs: State): boolean {
  if (present.generatedPassword !== inputs.generatedPassword) {
    // This refresh is the first to find it, or finds that it was repaired.
    return true;
  }
  const { extensionId } = inputs;
  const password: string | undefined = inputs.password;
  if (password === undefined || scopeOfPlaceholder(password) !== undefined) {
    // An import returns no password.
    return false;
  }
  const mayDiffer = () => areFromSameStack(password, present.password, extensionId) || inputs.adopt;
  return password !== present.password && !(isGenerated(password, extensionId) && mayDiffer());
}

/** Whether an existing password can be the declared one. */
export function isPasswordOurs(present: string, inputs: Inputs): boolean {
  return present === inputs.password || areFromSameStack(present, inputs.password, inputs.extensionId);
}

/**
 * The password that an update writes. A generated one among the inputs means any strong one: then the generated one in
 * the state stays, which differs from it after a recovery. One that this package did not generate is the phone's own,
 * and what the PBX has counts.
 *
 * @param present - the password that the PBX has; the state's where it has none
 */
export function passwordToSend(olds: State, news: Inputs, present = olds.password): string {
  if (!isChosenByProvider(news.password, news.extensionId) || isRotated(olds, news) || isRestored(olds, news)) {
    return news.password;
  }
  return isGenerated(olds.password, olds.extensionId) ? olds.password : present;
}

/** The password that the state will hold, as far as a preview can know it. */
export function previewPassword(news: Inputs, olds: State | undefined): string {
  if (!isChosenByProvider(news.password, news.extensionId) || (olds !== undefined && isRestored(olds, news))) {
    return news.password;
  }
  // The run generates another one than the preview, or keeps that of an adopted phone.
  return olds === undefined || isRotated(olds, news) ? UNKNOWN : olds.password;
}

/** Whether the program leaves the password to this package, so that any strong one is right. */
function isChosenByProvider(password: string | undefined, extensionId: string): boolean {
  // An import returns no password, and with `ignoreChanges` the inputs go on without one.
  return password === undefined || isGenerated(password, extensionId) || scopeOfPlaceholder(password) !== undefined;
}
