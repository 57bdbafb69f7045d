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
  const wanted = patterns.flatMap((pattern) => {
    if (pattern === "") {
      throw new InvalidPattern("it is empty: write * for every ID");
    }
    if (pattern.length > MAX_PATTERN_LENGTH) {
      throw new InvalidPattern(`it is longer than ${MAX_PATTERN_LENGTH} characters`);
    }
    return alternativesOf(pattern);
  });
  return (id) => {
    const characters = Array.from(id);
    return wanted.some((parts) => isMatch(parts, characters));
  };
}

/** A star, or the test of one character. */
type Part = "*" | ((character: string) => boolean);

/** How long a pattern may be, in UTF-16 units: each of its alternatives may be as long. */
const MAX_PATTERN_LENGTH = 10_000;

/** How many patterns without braces one pattern may expand to. */
const MAX_ALTERNATIVES = 1_000;

const TOKEN = /\\(?<escaped>.)|\[(?<not>!?)(?<members>(?:\\.|[^\]\\])+)\]|(?<special>[*?{},[\]])|(?<plain>.)/gsu;

/** Takes the braces of a pattern apart: `1{0,1}?` becomes `10?` and `11?`. */
function alternativesOf(pattern: string): Part[][] {
  let current: Part[][] = [[]];
  const open: { before: Part[][]; done: Part[][] }[] = [];
  for (const { groups = {} } of pattern.matchAll(TOKEN)) {
    const braces = open.at(-1);
    switch (groups.special) {
      case "{":
        open.push({ before: current, done: [] });
        current = [[]];
        break;
      case "}": {
        if (braces === undefined) {
          throw new InvalidPattern("it has a { or } without its other half");
        }
        const choices = [...braces.done, ...current];
        if (braces.before.length * choices.length > MAX_ALTERNATIVES) {
          throw new InvalidPattern(`it expands to more than ${MAX_ALTERNATIVES} patterns without braces`);
        }
        current = braces.before.flatMap((start) => choices.map((rest) => [...start, ...rest]));
        open.pop();
        break;
      }
      case "[":
      case "]":
        throw new InvalidPattern(`it has a ${groups.special} without its other half`);
      default:
        if (groups.special === "," && braces !== undefined) {
          braces.done.push(...current);
          current = [[]];
        } else {
          const part = partOf(groups);
          // Added in place: copying each time takes a time that grows with the square of the length.
          for (const parts of current) {
            parts.push(part);
          }
        }
    }
  }
  if (open.length > 0) {
    throw new InvalidPattern("it has a { or } without its other half");
  }
  return current;
}

function partOf({ escaped, not, members, special, plain }: Record<string, string | undefined>): Part {
  if (members !== undefined) {
    const literals = members.replace(/\\(.)|([\^[\]])/gsu, (_, one, other) =>
      literal(one ?? other).replace("-", "\\-"),
    );
    const oneOf = new RegExp(`^[${not === "!" ? "^" : ""}${literals}]$`, "su");
    return (character) => oneOf.test(character);
  }
  if (special === "*") {
    return "*";
  }
  const wanted = escaped ?? plain ?? special;
  return special === "?" ? () => true : (character) => character === wanted;
}

/**
 * Whether an ID matches, in a time that grows with its length. A regular expression would try every place for every star,
 * and the PBX chooses the IDs.
 */
function isMatch(parts: readonly Part[], characters: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let lastStar = -1;
  let afterStar = 0;
  while (at < characters.length) {
    const wanted = parts[part];
    if (wanted === "*") {
      lastStar = part;
      afterStar = at;
      part += 1;
    } else if (wanted?.(characters[at] ?? "")) {
      part += 1;
      at += 1;
    } else if (lastStar >= 0) {
      // The last star takes one character more. What an earlier one takes does not matter.
      part = lastStar + 1;
      afterStar += 1;
      at = afterStar;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === "*");
}

function literal(character: string): string {
  return character.replace(/[\^$\\.*+?()[\]{}|/]/gu, "\\$&");
}
