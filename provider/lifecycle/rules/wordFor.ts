/** What kind of value a program passed, in words. */
export function typeName(value: unknown): string {
  if (Array.isArray(value)) {
    return "a list";
  }
  return (
    { string: "a text", number: "a number", boolean: "true or false", object: "an object" }[typeof value as string] ??
    typeof value
  );
}
