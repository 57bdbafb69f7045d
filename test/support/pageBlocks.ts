/** A fenced block of a Markdown page. */
export interface PageBlock {
  /** The word after the fence, such as `sh`. */
  language: string;
  text: string;
  /** The number of the fence's line, from 1. */
  line: number;
  /** What the HTML comment right above it says to the tests, such as `file: index.ts`. */
  note: string | undefined;
}

/** The fenced blocks of a Markdown page, those in a list included. */
export function pageBlocks(page: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  const lines = page.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const [, indent, language] = /^( *)```(\w*)$/.exec(lines[index] ?? "") ?? [];
    if (indent === undefined || language === undefined) {
      continue;
    }
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end < 0) {
      throw new Error(`the block in line ${index + 1} has no end`);
    }
    const [, note] = /^ *<!-- (.*) -->$/.exec(lines[index - 1] ?? "") ?? [];
    const text = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ language, text: text.join("\n"), line: index + 1, note });
    index = end;
  }
  return blocks;
}
