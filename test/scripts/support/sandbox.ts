import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { GoBehaviour, Vendor } from "./fakes";
import { FakeGo, writeVendor } from "./fakes";
import type { Outcome, Run } from "./run";
import { killRuns, run } from "./run";

const SCRIPT = resolve(__dirname, "../../../scripts/pulumi-cli.mjs");

/** An environment for scripts/pulumi-cli.mjs: only what a test puts on PATH, and no network. */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-ozeki-cli-"));
  /** The only folder on PATH. */
  readonly bin = this.folder("bin");
  readonly home = this.folder("home");
  readonly cache = join(this.root, "cache");
  readonly temporary = this.folder("tmp");
  readonly env: NodeJS.ProcessEnv = {
    PATH: this.bin,
    HOME: this.home,
    USERPROFILE: this.home,
    TMPDIR: this.temporary,
    PULUMI_OZEKI_CACHE: this.cache,
  };

  constructor(vendor: Vendor = "unreachable") {
    const file = writeVendor(this.root, vendor);
    this.env.NODE_OPTIONS = `--import ${pathToFileURL(file)}`;
  }

  folder(...names: string[]): string {
    const folder = join(this.root, ...names);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  go(behaviour?: GoBehaviour): FakeGo {
    return new FakeGo(this.bin, behaviour);
  }

  start(args: string[] = []): Run {
    return run([SCRIPT, ...args], this.env);
  }

  run(args: string[] = []): Promise<Outcome> {
    return this.start(args).outcome;
  }

  /** The files and folders in the cache, hidden ones included. */
  cached(): string[] {
    return existsSync(this.cache) ? readdirSync(this.cache).sort() : [];
  }

  async remove(): Promise<void> {
    await killRuns();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}
