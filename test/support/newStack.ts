import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The files of a new stack `dev` of the project `test`. */
export interface NewStack {
  /** Of the backend. */
  meta: string;
  /** Its state, in which the stack is named once: `organization/test/dev`. */
  state: string;
  /** The line of Pulumi.dev.yaml by which {@link PASSPHRASE} is recognised. */
  encryptionsalt: string;
}

export const PASSPHRASE = "correct horse battery staple";
const NEW_STACK = "PULUMI_OZEKI_TEST_NEW_STACK";

/** The files that `pulumi stack init` writes. The command runs once for all tests, in the global set-up of the engine tests. */
export function newStack(): NewStack {
  process.env[NEW_STACK] ??= JSON.stringify(initialized());
  return JSON.parse(process.env[NEW_STACK]) as NewStack;
}

function initialized(): NewStack {
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
    const [encryptionsalt] = /^encryptionsalt: .*$/m.exec(read("Pulumi.dev.yaml")) ?? [];
    if (encryptionsalt === undefined) {
      throw new Error("pulumi stack init wrote no encryptionsalt");
    }
    return {
      meta: read(".pulumi", "meta.yaml"),
      state: read(".pulumi", "stacks", "test", "dev.json"),
      encryptionsalt,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
