import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { provisioningFiles } from "../../examples/phones/provisioning/files";
import { until } from "../support/until";

const PROGRAM = "linphonec";
const isInstalled = spawnSync(PROGRAM, ["-v"]).error === undefined;
if (!isInstalled) {
  process.stderr.write(`There is no ${PROGRAM} on PATH: Linphone's own reading of examples/phones is skipped.\n`);
}

/** Starts Linphone with a provisioning file, and returns the configuration that it keeps. */
async function configuredBy(content: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "pulumi-ozeki-linphone-"));
  // Without its folder for data it does not read the file.
  mkdirSync(join(home, ".local", "share", "linphone"), { recursive: true });
  const configuration = join(home, "linphonerc");
  const provisioning = join(home, "provisioning.xml");
  writeFileSync(provisioning, content);
  // Port 0: it listens for no one, and registers at a port where nothing is.
  writeFileSync(configuration, `[misc]\nconfig-uri=${pathToFileURL(provisioning)}\n[sip]\nsip_port=0\n`);
  const linphone = spawn(PROGRAM, ["-c", configuration], { env: { ...process.env, HOME: home }, cwd: home });
  let output = "";
  linphone.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const ended = new Promise<void>((resolve) => linphone.once("close", () => resolve()));
  try {
    linphone.stdin.write("proxy list\n");
    await until(() => output.includes("identity:"), "the account in Linphone");
    linphone.stdin.end("quit\n");
    await ended;
    return readFileSync(configuration, "utf8");
  } finally {
    linphone.kill("SIGKILL");
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

(isInstalled ? describe : describe.skip)("Linphone", () => {
  test("takes the account of examples/phones, with special characters in each value", async () => {
    const [file] = provisioningFiles(
      {
        extensionId: "10 01",
        displayName: 'Anna "A" \\ <x> & Kovács',
        authorizationName: "au'th <1>",
        password: "p&<\"';# =\\x]",
        sipServer: "127.0.0.1:9",
      },
      { vendor: "linphone" },
    );
    const lines = (await configuredBy(file?.content ?? "")).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "reg_proxy=<sip:127.0.0.1:9>",
        'reg_identity="Anna \\"A\\" \\\\ <x> & Kovács" <sip:10%2001@127.0.0.1>',
        "userid=au'th <1>",
        "passwd=p&<\"';# =\\x]",
      ]),
    );
  });
});
