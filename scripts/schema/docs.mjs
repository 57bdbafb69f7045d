import ts from "typescript";

/**
 * What a declaration's comment says.
 * @typedef {{ text: string, default: string | undefined }} Docs
 */

/**
 * The comment of a declaration, as prose: lines that belong together become one.
 * @param {ts.Node} node
 * @returns {Docs}
 */
export function docsOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (!comment) throw new Error(`${node.getText()}: has no comment, and the schema needs one.`);
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
  const text = (/** @type {ts.JSDoc["comment"]} */ part) => ts.getTextOfJSDocComment(part)?.trim();
  return { text: unwrapped(text(comment.comment) ?? ""), default: unwrapped(text(tag?.comment) ?? "") || undefined };
}

/**
 * A description of a property: what it is, and what it is where it is left out.
 * @param {Docs} docs
 */
export function description(docs) {
  return docs.default === undefined ? docs.text : `${docs.text}\n\nDefault: ${docs.default}.`;
}

/**
 * The text without its programs, which are in one language; the examples are in several.
 * @param {string} text
 */
export function withoutPrograms(text) {
  return text.replace(/\n*```[\s\S]*?```/g, "").trim();
}

/** @param {string} text */
function unwrapped(text) {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part) => (part.startsWith("```") ? part : part.replace(/(?<!\n)\n(?!\n)/g, " ")))
    .join("");
}
