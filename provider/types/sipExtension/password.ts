import { scopeOfPlaceholder } from "../propertyTable";
import { isUnknown, UNKNOWN } from "../unknown";
import type { ProgramInputs } from "../validate";
import { areOfOneMaking, generatePassword, isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./table";

/**
 * Whether the program asks for a new generated password. Taking `passwordVersion` out of a program asks for nothing:
 * the phones keep the password that they have.
 */
export function isRotated(olds: Partial<Inputs>, news: Partial<Inputs>): boolean {
  return news.passwordVersion !== undefined && news.passwordVersion !== olds.passwordVersion;
}

/** The password among the checked inputs: the program's, the one of the last run, or a new one. */
export function passwordFor(olds: ProgramInputs, given: ProgramInputs): unknown {
  const scope = scopeOfPlaceholder(given.password);
  if (scope === undefined) {
    return given.password;
  }
  if (isUnknown(given.extensionId) || isUnknown(given.passwordVersion)) {
    // A generated password is bound to its extension's ID.
    return UNKNOWN;
  }
  const isSameExtension = olds.extensionId === given.extensionId;
  const rotates = isRotated(olds as Partial<Inputs>, given as Partial<Inputs>);
  if (isSameExtension && !rotates && typeof olds.generatedPassword === "string") {
    return olds.generatedPassword;
  }
  if (isSameExtension && olds.password === undefined && !rotates) {
    // Imported, and an import tells no password: the state has the phone's own, and the placeholder stands for that.
    return given.password;
  }
  if (
    typeof olds.password === "string" &&
    olds.password !== "" &&
    olds.password !== UNKNOWN &&
    isSameExtension &&
    !rotates
  ) {
    return olds.password;
  }
  return generatePassword(given.extensionId as string, scope);
}

/** Whether the program asks for another password than the one of the state. */
export function isPasswordChanged(olds: State, news: Inputs): boolean {
  // After a recovery or an adoption the PBX's password stands in the outputs and another in the inputs: a generated
  // password is a wish for any strong one, and only passwordVersion asks for a new one.
  return news.password !== olds.password && (isRestored(olds, news) || !isLeftOpen(news.password, news.extensionId));
}

/** Whether an update brings back the generated password that was changed on the PBX. */
function isRestored(olds: State, news: Inputs): boolean {
  return news.password === olds.generatedPassword;
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
  const isAsGenerated = present === generatedPassword || areOfOneMaking(generatedPassword, present, extensionId);
  return isGenerated(generatedPassword, extensionId) && !isAsGenerated ? generatedPassword : undefined;
}

/**
 * A refresh compares what the PBX has with the inputs of the last run. There a generated password counts as any other:
 * somebody who changed it must be seen. Only what a recovery or an adoption left apart is no drift.
 */
export function isPasswordDrifted(present: State, inputs: State): boolean {
  if (present.generatedPassword !== inputs.generatedPassword) {
    // This refresh is the first to find it, or finds that it was repaired.
    return true;
  }
  const { extensionId } = inputs;
  const password: string | undefined = inputs.password;
  if (password === undefined || scopeOfPlaceholder(password) !== undefined) {
    // An import tells none, and leaves it open.
    return false;
  }
  const wasLeftApart = areOfOneMaking(password, present.password, extensionId) || inputs.adopt;
  return password !== present.password && !(wasLeftApart && isGenerated(password, extensionId));
}

/** Whether the password of an extension that is there can be the one that was declared. */
export function isPasswordOurs(present: string, inputs: Inputs): boolean {
  return present === inputs.password || areOfOneMaking(present, inputs.password, inputs.extensionId);
}

/**
 * A generated password among the inputs is a wish for any strong one. The one that the phone logs in with stands in the
 * state, and differs from the wish after a recovery or an adoption.
 */
export function passwordToSend(olds: State, news: Inputs): string {
  const keepsItsPassword =
    isLeftOpen(news.password, news.extensionId) && !isRotated(olds, news) && !isRestored(olds, news);
  return keepsItsPassword ? olds.password : news.password;
}

/** The password that the state will hold, as far as a preview can tell. */
export function previewPassword(news: Inputs, olds: State | undefined): string {
  if (!isLeftOpen(news.password, news.extensionId) || (olds !== undefined && isRestored(olds, news))) {
    return news.password;
  }
  // The run makes up another one than the preview did, or keeps what an adopted phone logs in with.
  return olds === undefined || isRotated(olds, news) ? UNKNOWN : olds.password;
}

/** Whether the program leaves the password to this package: what stands in its place is a wish for any strong one. */
function isLeftOpen(password: string, extensionId: string): boolean {
  return isGenerated(password, extensionId) || scopeOfPlaceholder(password) !== undefined;
}
