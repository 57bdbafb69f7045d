import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";

/**
 * What the documentation comment of a declaration says. The lines of a paragraph are joined.
 * @typedef {{ text: string, default: string | undefined }} Documentation
 *
 * A property of an interface.
 * @typedef {Documentation & { type: string | undefined, isOptional: boolean }} Member
 */

/**
 * Reads the TypeScript sources without a build.
 * @param {string} root
 */
export function readSources(root) {
  return {
    /** Loads a module, such as `provider/types/propertyTable.ts`. */
    load: (/** @type {string} */ file) => load(join(root, file)),
    /**
     * The documentation of an interface, class or function.
     * @param {string} file
     * @param {string} name
     */
    documentation: (file, name) => documentationOf(declaration(join(root, file), name)),
    /**
     * The properties of an interface, by name.
     * @param {string} file
     * @param {string} name
     */
    members: (file, name) => membersOf(declaration(join(root, file), name)),
  };
}

/** @param {string} path */
function load(path) {
  const require = createRequire(path);
  require.extensions[".ts"] ??= (module, file) => {
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    /** @type {any} */ (module)._compile(outputText, file);
  };
  return require(path);
}

/**
 * @param {string} path
 * @param {string} name
 */
function declaration(path, name) {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
  const named = source.statements
    .filter((it) => ts.isInterfaceDeclaration(it) || ts.isClassDeclaration(it) || ts.isFunctionDeclaration(it))
    .filter((it) => it.name?.text === name);
  // An interface that is merged with a class has no documentation.
  const found = named.find(ts.isClassDeclaration) ?? named[0];
  if (!found) throw new Error(`${path} does not declare ${name}.`);
  return found;
}

/**
 * @param {ts.Node} node
 * @returns {Map<string, Member>}
 */
function membersOf(node) {
  const members = ts.isInterfaceDeclaration(node) ? node.members.filter(ts.isPropertySignature) : [];
  return new Map(
    members.map((member) => [
      member.name.getText(),
      { ...documentationOf(member), type: member.type?.getText(), isOptional: member.questionToken !== undefined },
    ]),
  );
}

/**
 * @param {ts.Node} node
 * @returns {Documentation}
 */
function documentationOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  if (!comment) throw new Error(`No documentation: ${node.getText()}`);
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
  const text = (/** @type {ts.JSDoc["comment"]} */ part) =>
    (ts.getTextOfJSDocComment(part)?.trim() ?? "")
      .split(/(```[\s\S]*?```)/)
      .map((block) => (block.startsWith("```") ? block : block.replace(/(?<!\n)\n(?!\n)/g, " ")))
      .join("");
  return { text: text(comment.comment), default: text(tag?.comment) || undefined };
}

/**
 * The text of a description, with the default value.
 * @param {Documentation} documentation
 */
export function described({ text, default: value }) {
  return value === undefined ? text : `${text}\n\nDefault: ${value}.`;
}
