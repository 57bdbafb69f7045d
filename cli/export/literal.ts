/** A text as a literal of TypeScript. */
export function literal(text: string): string {
  // JSON is TypeScript, but for readers and tools that take U+2028 for a line end.
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A name as the key of an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : `[${literal(name)}]`;
}

/** A text within a line comment. */
export function comment(text: string): string {
  return literal(text).slice(1, -1).replace(/\\"/g, '"').replace(/\\\\/g, "\\");
}
