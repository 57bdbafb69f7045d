/** How a program says which PBX it means. */
export interface LookUpArgs {
  /**
   * Name of an entry of the stack's `ozeki:connections`.
   *
   * @default the stack's own connection: `ozeki:url`, `ozeki:username`, `ozeki:password`
   */
  connection?: string | undefined;
}
