import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));

/** The browser's program; empty where there is none. */
export const browserFile = onPath.find((file) => existsSync(file)) ?? "";

/** Tests in a browser; skipped where there is none, which a line reports. */
export const describeInBrowser: typeof describe = browserFile === "" ? skipped() : describe;

function skipped(): typeof describe {
  process.stderr.write(`There is no ${NAMES.join(", ")} on PATH: the tests in a browser are skipped.\n`);
  return describe.skip;
}

/** How every test starts the browser. */
export const browserFlags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Requests of the page are over before it is printed. The console's stream of events never is: it takes a BrowserPage. */
const MAX_WAIT = "--virtual-time-budget=1500";

/**
 * Opens a page, runs its scripts, and returns what it has become, as HTML.
 *
 * @param names - host names that point to this machine, for this browser
 */
export async function openPage(url: string, names: readonly string[] = []): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), "pulumi-ozeki-chromium-"));
  const resolver = names.map((name) => `MAP ${name} 127.0.0.1`).join(", ");
  const args = [
    ...browserFlags,
    MAX_WAIT,
    `--user-data-dir=${profile}`,
    `--host-resolver-rules=${resolver}`,
    "--dump-dom",
    url,
  ];
  try {
    return await new Promise<string>((resolve, reject) =>
      execFile(browserFile, args, { timeout: 60_000 }, (error, out) => (error ? reject(error) : resolve(out))),
    );
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
