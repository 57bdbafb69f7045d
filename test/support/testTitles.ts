import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as ts from "typescript";

/**
 * The full titles of the tests of a file, such as `a lost answer > is settled by looking`, as written in its source:
 * placeholders of `each` are not filled in, those of a template are `…`.
 */
export function testTitles(path: string): string[] {
  const source = ts.createSourceFile(basename(path), readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node, around: readonly string[]) => {
    const block = ts.isCallExpression(node) ? blockOf(node) : undefined;
    if (block?.kind === "test") {
      titles.push([...around, block.title].join(" > "));
    }
    const inside = block?.kind === "describe" ? [...around, block.title] : around;
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, []);
  return titles;
}

function blockOf(call: ts.CallExpression): { kind: "describe" | "test"; title: string } | undefined {
  const [title, body] = call.arguments;
  const kind = kindOf(call.expression);
  const isTitle = title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title));
  if (kind === undefined || !isTitle || body === undefined) {
    return undefined;
  }
  return {
    kind,
    title: ts.isStringLiteralLike(title)
      ? title.text
      : title
          .getText()
          .slice(1, -1)
          .replace(/\$\{[^}]*\}/g, "…"),
  };
}

/** `test`, `it` and `describe`, their `each` and, by the platform, `(… ? test : test.skip)`. */
function kindOf(callee: ts.Expression): "describe" | "test" | undefined {
  if (ts.isIdentifier(callee)) {
    return callee.text === "describe" ? "describe" : ["test", "it"].includes(callee.text) ? "test" : undefined;
  }
  if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee) || ts.isParenthesizedExpression(callee)) {
    return ts.isPropertyAccessExpression(callee) && callee.name.text === "skip" ? undefined : kindOf(callee.expression);
  }
  return ts.isConditionalExpression(callee) ? kindOf(callee.whenTrue) : undefined;
}
