/** What somebody has set for stacks of their own, or for their debugger, must not get into the figures. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI_|OZEKI_|NODE_)/.test(name)));
}
