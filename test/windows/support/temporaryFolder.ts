import { join } from "node:path";
import { runNode } from "./startOnWindows";
import { windowsTools } from "./windowsTools";

/** The folder for temporary files of Windows programs, as this process names it. Wine has its own, in the prefix. */
export async function temporaryFolder(): Promise<string> {
  const { stdout } = await runNode(["-p", 'require("node:os").tmpdir()']);
  const folder = stdout.trim();
  const { wine } = windowsTools;
  return wine === undefined ? folder : folder.replace(/^C:/, join(wine.prefix, "drive_c")).replaceAll("\\", "/");
}
