import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import ts from "typescript";

/**
 * What the documentation comment of a declaration says. The lines of a paragraph are joined.
 * @typedef {{ text: string, default: string | undefined, tags: readonly { name: string, text: string }[] }} Documentation
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
    /**
     * The head of a function, without its body.
     * @param {string} file
     * @param {string} name
     */
    signature: (file, name) => signatureOf(declaration(join(root, file), name)),
    /**
     * What programs see of a class: its accessors and methods, with their documentation.
     * @param {string} file
     * @param {string} name
     */
    classMembers: (file, name) => classMembersOf(declaration(join(root, file), name)),
    /**
     * The names of the classes that a module exports and that can be constructed, in their order.
     * @param {string} file
     */
    classes: (file) => classesIn(sourceFile(join(root, file))),
  };
}

/** The module of a resource's class. @param {string} name such as `SipExtension` */
export function resourceFile(name) {
  return `provider/resources/${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`;
}

/** @param {string} path */
function load(path) {
  const require = createRequire(path);
  require.extensions[".ts"] ??= (module, file) => {
    // In a fifth of the time that the TypeScript compiler needs.
    const { code } = transformSync(readFileSync(file, "utf8"), {
      jsc: { target: "es2022", parser: { syntax: "typescript" } },
      module: { type: "commonjs" },
      swcrc: false,
    });
    /** @type {any} */ (module)._compile(code, file);
  };
  return require(path);
}

/** @param {string} path */
function sourceFile(path) {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
}

/** @param {ts.SourceFile} source */
function classesIn(source) {
  return source.statements
    .filter(ts.isClassDeclaration)
    .filter(({ modifiers }) => !modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword))
    .flatMap(({ name }) => name?.text ?? []);
}

/** @param {ts.Node} node */
function signatureOf(node) {
  if (!ts.isFunctionDeclaration(node)) throw new Error(`Not a function: ${node.getText()}`);
  const { body, modifiers } = node;
  const head = node.getText().slice(0, body && body.getStart() - node.getStart());
  const words = modifiers?.map((modifier) => modifier.getText()) ?? [];
  return head
    .trim()
    .slice(words.map((word) => `${word} `).join("").length)
    .replace(/\s+/g, " ")
    .replace(/\( /g, "(")
    .replace(/, \)/g, ")");
}

/** @param {ts.Node} node */
function classMembersOf(node) {
  if (!ts.isClassDeclaration(node)) throw new Error(`Not a class: ${node.getText()}`);
  const className = node.name?.text;
  return node.members.flatMap((member) => {
    const { name } = member;
    const isMethod = ts.isMethodDeclaration(member);
    if (name === undefined || ts.isPrivateIdentifier(name) || !(isMethod || ts.isGetAccessorDeclaration(member)))
      return [];
    const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
    const parameters = isMethod ? `(${member.parameters.map((parameter) => parameter.name.getText()).join(", ")})` : "";
    return [{ name: `${isStatic ? `${className}.` : ""}${name.getText()}${parameters}`, ...documentationOf(member) }];
  });
}

/**
 * @param {string} path
 * @param {string} name
 */
function declaration(path, name) {
  const source = sourceFile(path);
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
  const allTags = ts.getJSDocTags(node);
  const tag = allTags.find(({ tagName }) => tagName.text === "default");
  const text = (/** @type {ts.JSDoc["comment"]} */ part) =>
    (ts.getTextOfJSDocComment(part)?.trim() ?? "")
      .split(/(```[\s\S]*?```)/)
      .map((block) => (block.startsWith("```") ? block : block.replace(/(?<!\n)\n(?!\n)/g, " ")))
      .join("");
  return {
    text: text(comment.comment),
    default: text(tag?.comment) || undefined,
    // A type after @throws is not set in braces here, so the compiler takes the first word for one.
    tags: allTags.map((one) => ({
      name: one.tagName.text,
      text: one
        .getText()
        .replace(/^@\w+ /, "")
        .replace(/\s*\n\s*\*?\s*/g, " ")
        .trim(),
    })),
  };
}

/**
 * The text of a description, with the default value in the first paragraph: Pulumi's help shows no other.
 * @param {Omit<Documentation, "tags">} documentation
 */
export function described({ text, default: value }) {
  const [first, ...others] = text.split("\n\n");
  return value === undefined ? text : [`${first} Default: ${value}.`, ...others].join("\n\n");
}
