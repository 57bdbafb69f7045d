import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNodeProgram, writeProgram } from "./program";

const PLUGINS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Writes a CLI that reports its version. */
export function fakePulumi(folder: string, version: string, plugins: readonly string[] = PLUGINS): string {
  for (const name of plugins) writeProgram(folder, name, "exit 0");
  return writeProgram(folder, "pulumi", `echo v${version}`);
}

export interface GoBehaviour {
  version?: string;
  /** What `go build` does. "waits": until `open` is called. */
  build?: "works" | "fails" | "waits" | "builds a broken CLI";
}

/** A Go that builds at once. */
export class FakeGo {
  constructor(
    private readonly folder: string,
    behaviour: GoBehaviour = {},
  ) {
    this.behave(behaviour);
    writeNodeProgram(folder, "go", GO);
  }

  behave({ version = "1.26.8", build = "works" }: GoBehaviour): void {
    writeFileSync(join(this.folder, "go.behaviour.json"), JSON.stringify({ version, build }));
  }

  /** Lets waiting builds continue. */
  open(): void {
    writeFileSync(join(this.folder, "gate"), "");
  }

  /** The command lines with which it was started. */
  calls(): string[][] {
    return this.lines("calls.log").map((line) => JSON.parse(line));
  }

  builds(): string[][] {
    return this.calls().filter(([command]) => command === "build");
  }

  /** The processes of waiting builds: Go itself and the compiler that it started. */
  waiting(): number[] {
    return this.lines("waiting.log").map(Number);
  }

  private lines(file: string): string[] {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  }

  forget(): void {
    for (const file of ["calls.log", "waiting.log"]) writeFileSync(join(this.folder, file), "");
  }
}

const GO = `
const { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const { spawn } = require("node:child_process");
const note = (file, text) => appendFileSync(join(__dirname, file), text + "\\n");
const args = process.argv.slice(2);
const behaviour = JSON.parse(readFileSync(join(__dirname, "go.behaviour.json"), "utf8"));
note("calls.log", JSON.stringify(args));

if (args[0] === "version") console.log("go version go" + behaviour.version + " linux/amd64");
else if (args[0] === "list" && args[1] === "-m") {
  const sources = join(__dirname, "sources");
  mkdirSync(join(sources, "python", "cmd"), { recursive: true });
  writeFileSync(join(sources, "python", "cmd", "pulumi-language-python-exec"), "#!/usr/bin/env python");
  console.log(sources);
} else if (args[0] === "list") {
  console.error("go: downloading example.com/module v1.0.0");
  console.log(["fmt", "example.com/module", args.at(-1)].join("\\n"));
} else if (args[0] === "build") {
  console.error("example.com/module");
  writeFileSync(join(process.env.GOTMPDIR, "object.o"), "half");
  if (behaviour.build === "fails") {
    console.error("# example.com/module");
    console.error("module.go:1:1: no space left on device");
    process.exit(1);
  }
  if (behaviour.build === "waits" && !existsSync(join(__dirname, "gate"))) {
    const compiler = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    note("waiting.log", String(process.pid));
    note("waiting.log", String(compiler.pid));
    const timer = setInterval(() => {
      if (!existsSync(join(__dirname, "gate"))) return;
      clearInterval(timer);
      compiler.kill("SIGKILL");
      finish();
    }, 20);
  } else finish();
} else process.exit(2);

function finish() {
  const out = args[args.indexOf("-o") + 1];
  const version = basename(out) !== "pulumi" || behaviour.build === "builds a broken CLI" ? "" : "echo v3.274.1";
  writeFileSync(out, "#!/bin/sh\\n" + version + "\\n");
  chmodSync(out, 0o755);
  console.error(args.at(-1));
}
`;

export type Vendor = "unreachable" | "works" | "has no such version" | "sends a broken CLI" | "is slow";

/** Writes a module for `node --import` that replaces the vendor's host. */
export function writeVendor(folder: string, vendor: Vendor): string {
  const file = join(folder, "vendor.mjs");
  writeFileSync(file, VENDORS[vendor]);
  return file;
}

const sends = (script: string) => `globalThis.fetch = async () => new Response(${JSON.stringify(script)});`;

/** Like the vendor's installer, it is called with --no-edit-path --install-root FOLDER --version VERSION. */
const installer = (pulumi: string) => `#!/bin/sh
PATH=/usr/bin:/bin
set -e
mkdir -p "$3/bin"
for name in pulumi-language-nodejs pulumi-language-yaml pulumi-resource-pulumi-nodejs; do echo '#!/bin/sh' > "$3/bin/$name"; done
printf '#!/bin/sh\\n${pulumi}\\n' "$5" > "$3/bin/pulumi"
chmod 755 "$3"/bin/*
`;

const VENDORS: Record<Vendor, string> = {
  unreachable: 'globalThis.fetch = async () => { throw new TypeError("fetch failed"); };',
  works: sends(installer("echo v%s")),
  "has no such version": sends(
    "#!/bin/sh\nprintf '\\033[31;1merror: failed to download v%s\\033[0m\\n' \"$5\" >&2\nexit 1\n",
  ),
  "sends a broken CLI": sends(installer("exit 1 # %s")),
  // Not in the folder that it installs into, which is removed.
  "is slow": sends('#!/bin/sh\nPATH=/usr/bin:/bin\necho $$ > "$3/../installer.pid"\nsleep 600\n'),
};
