/** A pattern that is none. The message says why, as the end of a sentence. */
export class InvalidPattern extends Error {
  override readonly name = "InvalidPattern";
}

/**
 * Makes a test of IDs by patterns: `*` and `?` stand for any characters and for one, `{a,b}` for either, `[0-9]` for one of
 * several and `[!0-9]` for none of them; `\` before a character takes its meaning away. An ID is no path, as patterns of files
 * take it: a slash or a dot in it means nothing.
 *
 * @returns whether an ID is like one of them
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
