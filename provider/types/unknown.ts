/**
 * What the engine passes to check and diff for an unknown value during a preview, whatever the property's type is. The
 * same as `pulumi.runtime.unknownValue`, which this folder may not import; a test keeps the two equal.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value, or anything inside of it, is not known yet. */
export function isUnknown(value: unknown): boolean {
  if (value === UNKNOWN) {
    return true;
  }
  if (value !== null && typeof value === "object") {
    return Object.values(value).some(isUnknown);
  }
  return false;
}
