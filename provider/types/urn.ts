/** What Pulumi's name of a resource consists of. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The type's token without the types of its parents, such as `ozeki:index:SipExtension`. */
  type: string;
  /** The name in the program; it may contain colons. */
  name: string;
}

/** Splits a URN: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. */
export function urnParts(urn: string): UrnParts {
  const [stack = "", project = "", types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
