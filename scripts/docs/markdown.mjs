/** @param {string} text */
export function code(text) {
  return `\`${text}\``;
}

/**
 * The lines of a table.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ")).join(" | ")} |`;
}

/**
 * A fenced block.
 * @param {string} language
 * @param {string} text
 */
export function block(language, text) {
  return [`\`\`\`${language}`, ...text.replace(/\s+$/, "").split("\n"), "```"];
}

/**
 * A page that a script writes: title, a comment about its origin, and the parts, with an empty line between them.
 * @param {string} title
 * @param {readonly (string | readonly string[])[]} parts
 */
export function page(title, parts) {
  const note = "<!-- Written by `npm run docs` from the sources. Change those, not this page. -->";
  const texts = [`# ${title}`, note, ...parts].map((part) => (typeof part === "string" ? part : part.join("\n")));
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}

/** Upper case at the start. @param {string} text */
export function capitalized(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** With a full stop at the end. @param {string} text */
export function sentence(text) {
  return `${capitalized(text).replace(/[.]$/, "")}.`;
}

/**
 * The first sentences of the first paragraph.
 * @param {string} text
 * @param {number} most
 */
export function firstSentences(text, most) {
  const [paragraph = ""] = text.split("\n\n");
  return paragraph
    .split(/(?<=[.]) /)
    .slice(0, most)
    .join(" ");
}

/** A documentation comment's references to other names, as code. @param {string} text */
export function withoutLinks(text) {
  return text.replace(/\{@link ([^}]+)\}/g, (_, name) => code(name.trim()));
}
