import type { CheckContext } from "./context";
import { DeclaredTwice } from "./errors/declaredTwice";
import { areOfOneMaking, isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./inputs";
import { isUnknown } from "./unknown";

/** Whether a resource changes, and which properties make it a new one. */
export interface DiffResult {
  changes: boolean;
  replaces: string[];
}

/**
 * Compares what is managed, and nothing else. Sends nothing.
 *
 * @param olds - the state as the last run, or a refresh, left it
 * @param news - the inputs of this run, as check returned them
 * @throws DeclaredTwice where another resource of this run made an extension of the same ID
 */
export function diff(context: CheckContext, olds: State, news: Inputs): DiffResult {
  const place = isUnknown(news.connection) ? undefined : context.locate(news.connection);
  const pbx = place !== undefined && "pbx" in place ? place.pbx : undefined;
  const replaces = propertiesThatReplace(olds, news, pbx);
  if (replaces.length === 0 && pbx !== undefined && !context.claims.keep(pbx, news.extensionId)) {
    throw new DeclaredTwice(pbx, news.extensionId);
  }
  const isRefresh = pbx !== undefined && !context.claims.isDeclared(pbx, news.extensionId);
  const isOtherPassword = isRefresh ? isPasswordDrifted(olds, news) : isPasswordChanged(olds, news);
  const changes = replaces.length > 0 || pbx !== olds.pbx || isOtherPassword || isChanged(olds, news);
  return { changes, replaces };
}

function propertiesThatReplace(olds: State, news: Inputs, pbx: string | undefined): string[] {
  const replaces: string[] = [];
  if (news.extensionId !== olds.extensionId) {
    replaces.push("extensionId");
  }
  // The same connection at another address is the same PBX, moved: update looks for the extension there.
  // Another connection that leads to another PBX is another phone.
  if (news.connection !== olds.connection && olds.pbx !== undefined && pbx !== olds.pbx) {
    replaces.push("connection");
  }
  return replaces;
}

function isChanged(olds: State, news: Inputs): boolean {
  return (
    news.userId !== olds.userId ||
    news.authorizationName !== olds.authorizationName ||
    news.username !== olds.username ||
    news.enabled !== olds.enabled ||
    news.passwordVersion !== olds.passwordVersion ||
    news.connection !== olds.connection ||
    !haveEqualTexts(news.elements, olds.elements)
  );
}

function isPasswordChanged(olds: State, news: Inputs): boolean {
  // After a recovery or an adoption the PBX's password stands in the outputs and another in the inputs: a generated
  // password is a wish for any strong one, and only passwordVersion asks for a new one.
  return news.password !== olds.password && !isGenerated(news.password, news.extensionId);
}

/**
 * A refresh compares what the PBX has with the inputs of the last run. There a generated password counts as any other:
 * somebody who changed it must be seen. Only what a recovery or an adoption left apart is no drift.
 */
function isPasswordDrifted(present: State, inputs: Inputs): boolean {
  const { password, extensionId } = inputs;
  const wasLeftApart = areOfOneMaking(password, present.password, extensionId) || inputs.adopt;
  return password !== present.password && !(wasLeftApart && isGenerated(password, extensionId));
}

function haveEqualTexts(some: Record<string, string>, others: Record<string, string>): boolean {
  const names = Object.keys(some);
  return names.length === Object.keys(others).length && names.every((name) => some[name] === others[name]);
}
