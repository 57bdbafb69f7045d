/** A pattern is not valid. The message says why, as the end of a sentence. */
export class InvalidPattern extends Error {
  override readonly name = "InvalidPattern";
}

/**
 * A test of IDs by patterns: `*` matches any characters, `?` one character, `{a,b}` either, `[0-9]` one of several and
 * `[!0-9]` none of them; `\` escapes a character. An ID is not a path: a slash or a dot has no meaning.
 *
 * @returns whether an ID matches one of the patterns
 * @throws InvalidPattern where a pattern is empty, or a bracket in it is not closed
 */
export function matchId(patterns: readonly string[]): (id: string) => boolean {
  const tests = patterns.map((pattern) => {
    if (pattern === "") {
      throw new InvalidPattern("it is empty: write * for every ID");
    }
    return new RegExp(`^(?:${source(pattern)})$`, "su");
  });
  return (id) => tests.some((test) => test.test(id));
}

const TOKEN = /\\(?<escaped>.)|\[(?<not>!?)(?<members>(?:\\.|[^\]\\])+)\]|(?<special>[*?{},[\]])|(?<plain>.)/gsu;

function source(pattern: string): string {
  let depth = 0;
  const parts = [...pattern.matchAll(TOKEN)].map(({ groups = {} }) => {
    const { escaped, not, members, special, plain } = groups;
    if (members !== undefined) {
      return `[${not === "!" ? "^" : ""}${members.replace(/\\(.)|([\^[\]])/gsu, (_, one, other) => literal(one ?? other).replace("-", "\\-"))}]`;
    }
    switch (special) {
      case undefined:
        return literal(escaped ?? plain ?? "");
      case "*":
        return ".*?";
      case "?":
        return ".";
      case "{":
        depth++;
        return "(?:";
      case "}":
        depth--;
        return ")";
      case ",":
        return depth > 0 ? "|" : ",";
      default:
        throw new InvalidPattern(`it has a ${special} without its other half`);
    }
  });
  if (depth !== 0) {
    throw new InvalidPattern("it has a { or } without its other half");
  }
  return parts.join("");
}

function literal(character: string): string {
  return character.replace(/[\^$\\.*+?()[\]{}|/]/gu, "\\$&");
}
