import ts from "typescript";

/** @typedef {{ name: string, start: number, isFunction: boolean }} DeclaredName `isFunction`: of a class or a type as well */
/** @typedef {{ prose: string, names: DeclaredName[] }} Parts */

const SCRIPT = /\.[cm]?[jt]s$/;
const FENCE = /(?<=^```(?:ts|typescript)\n).*?(?=^```)/gms;
const COMMENTS = /(?:(?:\/\/[^\n]*|\/\*.*?\*\/)\s*)+/gs;
const COMMENT_MARK = /^[ \t]*\*(?!\/)|\/\*\*?|\*\/|\/\//gm;

/**
 * What people read of a file. `prose` has each character of it where it is in the file, and a NUL for every other.
 * Prose is: comments, strings, patterns, and the whole of a file that is not a script. `names` are those that are declared.
 * @param {string} file its name says how it is read
 * @param {string} text
 * @returns {Parts}
 */
export function partsOf(file, text) {
  if (SCRIPT.test(file)) return partsOfScript(file, text);
  if (!file.endsWith(".md")) return { prose: text, names: [] };
  const names = [...text.matchAll(FENCE)].flatMap(({ 0: code, index }) =>
    partsOfScript("example.ts", code).names.map((it) => ({ ...it, start: index + it.start })),
  );
  return { prose: text, names };
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Parts}
 */
function partsOfScript(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {DeclaredName[]} */
  const names = [];
  let prose = "";
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node) && isDeclared(node)) {
      names.push({ name: node.text, start: node.getStart(source), isFunction: isFunction(node.parent) });
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node)) {
      const start = node.getStart(source);
      prose += commentsOf(text.slice(prose.length, start)) + text.slice(start, node.end);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { prose: prose + commentsOf(text.slice(prose.length)), names };
}

/**
 * The comments as running text, since a phrase may go on in the next line.
 * @param {string} code without any string or pattern
 */
function commentsOf(code) {
  let prose = "";
  for (const { 0: comments, index } of code.matchAll(COMMENTS)) {
    prose += "\0".repeat(index - prose.length) + comments.replace(COMMENT_MARK, (mark) => " ".repeat(mark.length));
  }
  return prose + "\0".repeat(code.length - prose.length);
}

/** @param {ts.Identifier} node */
function isDeclared(node) {
  const { parent } = node;
  return (
    "name" in parent &&
    parent.name === node &&
    !ts.isPropertyAccessExpression(parent) &&
    !ts.isImportSpecifier(parent) &&
    !ts.isExportSpecifier(parent) &&
    !ts.isShorthandPropertyAssignment(parent)
  );
}

/** @param {ts.Node} node */
function isFunction(node) {
  const value = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) ? node.initializer : node;
  return (
    value !== undefined &&
    (ts.isFunctionLike(value) ||
      ts.isClassLike(value) ||
      ts.isInterfaceDeclaration(value) ||
      ts.isTypeAliasDeclaration(value))
  );
}
