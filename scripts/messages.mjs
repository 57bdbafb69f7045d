import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const HELP = `Lists every sentence in the source that a person may read, with its place: to read all messages side by side.

  node scripts/messages.mjs                 provider, cli, simulator and scripts
  node scripts/messages.mjs cli simulator   these folders
`;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["provider", "policy", "cli", "simulator", "scripts"];
const SENTENCE = /\p{L}{2,}\S* \p{L}+.* |\p{L} \p{L}.*[.:?!]$/su;

const folders = process.argv.slice(2);
if (folders.includes("--help")) {
  process.stdout.write(HELP);
} else {
  for (const folder of folders.length === 0 ? FOLDERS : folders) {
    for (const file of ts.sys.readDirectory(resolve(ROOT, folder), [".ts", ".mjs"])) {
      for (const { line, text } of sentencesOf(file)) {
        process.stdout.write(`${relative(ROOT, file).split(sep).join("/")}:${line}: ${text}\n`);
      }
    }
  }
}

/**
 * @param {string} file
 * @returns {{ line: number, text: string }[]}
 */
function sentencesOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  /** @type {{ line: number, text: string }[]} */
  const sentences = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const text = textOf(node, source);
    if (text === undefined) {
      ts.forEachChild(node, visit);
    } else if (SENTENCE.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      sentences.push({ line: line + 1, text: text.replaceAll("\n", "\\n") });
    }
  };
  visit(source);
  return sentences;
}

/**
 * The text of a string, a template or strings that are added up, with expressions in braces.
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 * @returns {string | undefined}
 */
function textOf(node, source) {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => `{${expression.getText(source)}}${literal.text}`);
    return node.head.text + parts.join("");
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, source), textOf(node.right, source)];
    return left === undefined && right === undefined
      ? undefined
      : (left ?? `{${node.left.getText(source)}}`) + (right ?? `{${node.right.getText(source)}}`);
  }
  return undefined;
}
