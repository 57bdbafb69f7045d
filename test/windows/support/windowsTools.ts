/** What `npm run test:windows` sets up: see scripts/windows/ensureWindows.mjs. */
interface WindowsTools {
  node: string;
  pulumi: string;
  wine?: { wine: string; wineserver: string; prefix: string; preload: string; environment: Record<string, string> };
}

/** The programs that the tests run, and Wine where this is not Windows. */
export const windowsTools = JSON.parse(process.env.PULUMI_OZEKI_TEST_WINDOWS ?? "{}") as WindowsTools;

/** Whether Windows programs run under Wine here. */
export const IS_WINE = windowsTools.wine !== undefined;

/** A path of this machine as a Windows program names it. Under Wine drive Z: is the whole file system. */
export function windowsPath(path: string): string {
  return IS_WINE ? `Z:${path.replaceAll("/", "\\")}` : path;
}
