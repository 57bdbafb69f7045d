import { join } from "node:path";
import { ProviderProcess } from "../../support/providerProcess";
import { until } from "../../support/until";
import { startOnWindows } from "./startOnWindows";
import type { WindowsFolder } from "./windowsFolder";
import { ROOT } from "./windowsFolder";
import { windowsPath, windowsTools } from "./windowsTools";

const LAZY_SDK = join(ROOT, "test", "support", "lazySdk.cjs");

/**
 * Starts the process of the dynamic provider, as the engine does.
 *
 * @param engine - the engine's address, by which the processes of one run find each other
 */
export async function startWindowsProvider(folder: WindowsFolder, engine: string): Promise<ProviderProcess> {
  const script = folder.file("..", "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider", "index.js");
  const running = startOnWindows(windowsTools.node, [windowsPath(script), engine], {
    cwd: folder.path,
    preload: [LAZY_SDK],
  });
  const port = () => /^(\d+)\r?\n/.exec(running.output())?.[1];
  await until(() => port() !== undefined || running.isOver(), "the port of the provider");
  const found = port();
  if (found === undefined || running.isOver()) {
    throw new Error(`the provider's process has ended: ${running.output()}`);
  }
  return new ProviderProcess({
    port: found,
    printed: () => running.output().replace(/^\d+\r?\n/, ""),
    async stop() {
      running.child.kill("SIGKILL");
      await running.finished;
    },
  });
}
