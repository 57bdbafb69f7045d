/** What a URN tells of a resource. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The type's token without the types of its parents, such as `ozeki:index:SipExtension`. */
  type: string;
}

/** Takes a URN apart: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. A name may have colons of its own. */
export function urnParts(urn: string): UrnParts {
  const [stack = "", project = "", types = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, type: types.slice(types.lastIndexOf("$") + 1) };
}
