import { oneLine } from "./oneLine";

const LONGEST = 200;

/**
 * The ID of an extension as a message shows it: on one line, whatever it holds. XML carries line breaks and many control
 * characters, so an ID may have them.
 *
 * @returns the ID itself, as a rule; what cannot be shown as `\\u000A`, and a very long one cut off
 */
export function shownId(extensionId: string): string {
  const shown = oneLine(extensionId);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}
