import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";

/**
 * Loads a module of the sources, without a build.
 * @param {string} root the project's folder
 * @param {string} file such as `provider/types/propertyTable.ts`
 */
export function load(root, file) {
  const require = createRequire(join(root, "package.json"));
  require.extensions[".ts"] ??= (module, path) => {
    const { outputText } = ts.transpileModule(readFileSync(path, "utf8"), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    /** @type {any} */ (module)._compile(outputText, path);
  };
  return require(join(root, file));
}

/**
 * The interface, class or function of a name.
 * @param {string} root
 * @param {string} file
 * @param {string} name
 * @returns {ts.InterfaceDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration}
 */
export function declaration(root, file, name) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const found = source.statements.filter(
    (it) => ts.isInterfaceDeclaration(it) || ts.isClassDeclaration(it) || ts.isFunctionDeclaration(it),
  );
  // An interface that only merges with a class has no documentation.
  const named = found.filter((it) => it.name?.text === name).sort((one) => (ts.isClassDeclaration(one) ? -1 : 1))[0];
  if (!named) throw new Error(`${file} has no ${name}.`);
  return named;
}

/**
 * The properties of an interface, by name.
 * @param {string} root
 * @param {string} file
 * @param {string} name
 */
export function membersOf(root, file, name) {
  const found = declaration(root, file, name);
  const members = ts.isInterfaceDeclaration(found) ? found.members.filter(ts.isPropertySignature) : [];
  return new Map(members.map((member) => [member.name.getText(), member]));
}

/**
 * The documentation of a declaration, as prose: the lines of a paragraph become one.
 * @param {ts.Node} node
 */
export function docsOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (!comment) throw new Error(`${node.getText()}: has no comment, and the schema needs one.`);
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
  const text = (/** @type {ts.JSDoc["comment"]} */ part) => unwrapped(ts.getTextOfJSDocComment(part)?.trim() ?? "");
  return { text: text(comment.comment), default: text(tag?.comment) || undefined };
}

/**
 * The documentation of a class or function without its programs, which are in one language only.
 * @param {ts.Node} node
 */
export function proseOf(node) {
  return docsOf(node)
    .text.replace(/\n*```[\s\S]*?```/g, "")
    .trim();
}

/** @param {string} text */
function unwrapped(text) {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part) => (part.startsWith("```") ? part : part.replace(/(?<!\n)\n(?!\n)/g, " ")))
    .join("");
}
