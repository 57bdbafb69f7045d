// With the `u` flag, half a surrogate pair matches the surrogates' range and a whole pair does not.
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Whether XML 1.0 can carry every character of a text. */
export function isXmlText(text: string): boolean {
  return !forbidden.test(text);
}
