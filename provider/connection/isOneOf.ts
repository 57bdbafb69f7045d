/** Whether a text is one of those that are allowed. */
export function isOneOf<Allowed extends string>(allowed: readonly Allowed[], text: string): text is Allowed {
  return (allowed as readonly string[]).includes(text);
}
