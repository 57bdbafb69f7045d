/** The token of a dynamic resource type. It is in every state and never changes. */
export function dynamicToken(name: string): string {
  return `pulumi-nodejs:dynamic/ozeki:${name}`;
}

/** The token of a resource type or function of the native plugin. It is in every state and never changes. */
export function nativeToken(name: string): string {
  return `ozeki:index:${name}`;
}
