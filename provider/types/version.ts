/** Whether two versions are the same: a configuration has "1" where a program has 1. */
export function isSameVersion(one: unknown, other: unknown): boolean {
  return one === other || (one !== undefined && other !== undefined && String(one) === String(other));
}
