import ts from "typescript";

/**
 * The schema's type of what a program may pass, or of what it gets: `pulumi.Input<T>`, `pulumi.Output<T>` and
 * `undefined` are the schema's own business.
 * @param {ts.TypeNode} type
 * @returns {Record<string, unknown>}
 */
export function schemaType(type) {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { type: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: "boolean" };
  }
  if (ts.isUnionTypeNode(type)) {
    const members = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map(schemaType);
    return members.length === 1 && members[0] ? members[0] : { oneOf: members };
  }
  if (ts.isTypeReferenceNode(type)) {
    const [first, second] = type.typeArguments ?? [];
    const name = type.typeName.getText();
    if (/^pulumi\.(Input|Output)$/.test(name) && first) return schemaType(first);
    if (name === "Record" && second) return { type: "object", additionalProperties: schemaType(second) };
  }
  throw new Error(`The schema has no type for ${type.getText()}.`);
}

/**
 * Whether it may be left out, or have no value.
 * @param {ts.TypeNode} type
 * @returns {boolean}
 */
export function mayBeMissing(type) {
  if (ts.isTypeReferenceNode(type)) return (type.typeArguments ?? []).some(mayBeMissing);
  return ts.isUnionTypeNode(type) && type.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);
}
