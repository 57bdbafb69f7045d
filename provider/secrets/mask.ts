/** What `pulumi-ozeki list` and `show` put in the place of a secret. */
export const MASK = "********";
