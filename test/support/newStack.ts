import { execFileSync } from "node:child_process";
import { pbkdf2Sync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The files of a new stack `dev` of the project `test`, and the key of its secrets. */
export interface NewStack {
  /** The file of the backend. */
  meta: string;
  /** The state. It names the stack once: `organization/test/dev`. */
  state: string;
  /** The line of Pulumi.dev.yaml by which the CLI checks {@link PASSPHRASE}. */
  encryptionsalt: string;
  /** What the CLI derives from salt and passphrase, in base64. */
  key: string;
}

export const PASSPHRASE = "correct horse battery staple";
const NEW_STACK = "PULUMI_OZEKI_TEST_NEW_STACK";

/** The files that `pulumi stack init` writes. The command runs once for all tests, in the global set-up of the engine tests. */
export function newStack(): NewStack {
  process.env[NEW_STACK] ??= JSON.stringify(initialize());
  return JSON.parse(process.env[NEW_STACK]) as NewStack;
}

function initialize(): NewStack {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-new-stack-"));
  try {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    execFileSync("pulumi", ["stack", "init", "dev", "--non-interactive"], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${process.env.PULUMI_OZEKI_TEST_CLI}${delimiter}${process.env.PATH ?? ""}`,
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_SKIP_UPDATE_CHECK: "1",
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const read = (...path: string[]) => readFileSync(join(folder, ...path), "utf8");
    const encryptionsalt = saltLine(read("Pulumi.dev.yaml"));
    return {
      meta: read(".pulumi", "meta.yaml"),
      state: read(".pulumi", "stacks", "test", "dev.json"),
      encryptionsalt,
      key: deriveKey(encryptionsalt).toString("base64"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The line with the salt in the settings of a stack. */
export function saltLine(settings: string): string {
  const [line] = /^encryptionsalt: .*$/m.exec(settings) ?? [];
  if (line === undefined) {
    throw new Error("the settings of the stack have no encryptionsalt");
  }
  return line;
}

/** The key of a stack's secrets, as Pulumi's passphrase provider derives it: it takes a tenth of a second. */
export function deriveKey(line: string): Buffer {
  const [, salt = ""] = /^encryptionsalt: v1:([^:]+):/.exec(line) ?? [];
  return pbkdf2Sync(PASSPHRASE, Buffer.from(salt, "base64"), 1_000_000, 32, "sha256");
}
