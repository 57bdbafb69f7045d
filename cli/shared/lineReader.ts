/**
 * Splits text that comes in parts into lines, in a time that grows with its length, however long a line is.
 *
 * @param onLine - gets each line without its end, and without spaces before that
 */
export function lineReader(onLine: (line: string) => void): { add(part: string): void; end(): void } {
  let rest = "";
  return {
    add(part) {
      const lastEnd = part.lastIndexOf("\n");
      if (lastEnd === -1) {
        // Searched once, when it is complete: searching what there is already for each part takes the square of its length.
        rest += part;
        return;
      }
      for (const line of (rest + part.slice(0, lastEnd)).split("\n")) {
        onLine(line.trimEnd());
      }
      rest = part.slice(lastEnd + 1);
    },
    end() {
      if (rest !== "") {
        onLine(rest);
      }
    },
  };
}
