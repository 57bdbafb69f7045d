/** The environment without what a developer has set for their own stacks or their debugger. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI_|OZEKI_|NODE_)/.test(name)));
}
