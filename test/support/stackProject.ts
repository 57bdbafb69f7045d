import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const NATIVE_CLASSES = join(__dirname, "nativeClasses.cjs");
const PLUGIN = join(ROOT, "dist", "plugin");
// JSON is YAML.
const WITH_PLUGIN = `plugins: { providers: [{ name: ozeki, path: ${JSON.stringify(PLUGIN)} }] }\n`;

/** What a program is written in, and the provider that it uses. */
export type ProjectKind =
  /** JavaScript, with this package. */
  | "dynamic"
  /** JavaScript, with classes that send their resources to the native plugin. */
  | "native"
  /** YAML, with the native plugin. */
  | "yaml";

/** How a project of the tests is set up. */
export interface ProjectOptions {
  /** @default "test" */
  name?: string | undefined;
  /** @default "dynamic" */
  kind?: ProjectKind | undefined;
  /**
   * `installed`: no file of the project names the plugin.
   *
   * @default "built"
   */
  plugin?: "built" | "installed" | undefined;
}

/** A Pulumi project in a temporary folder, with a program of one file. */
export class StackProject {
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-test-"));
  readonly name: string;
  #kind: ProjectKind;
  readonly #plugin: "built" | "installed";

  constructor({ name = "test", kind = "dynamic", plugin = "built" }: ProjectOptions) {
    this.name = name;
    this.#kind = kind;
    this.#plugin = plugin;
    mkdirSync(join(this.folder, "tmp"));
    this.#linkThisPackage();
    this.#link("@pulumi/pulumi", join(ROOT, "node_modules", "@pulumi", "pulumi"));
  }

  /** Writes the files of the project, with the body of a program. */
  create(program: string): void {
    if (this.#kind !== "yaml") {
      const settings = `name: ${this.name}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`;
      this.writeFile("Pulumi.yaml", `${settings}${this.#kind === "native" ? WITH_PLUGIN : ""}`);
    }
    this.writeFile("package.json", JSON.stringify({ name: this.name, main: "index.js" }));
    this.writeProgram(program);
  }

  /** Copies the files of another project, but not its stacks. */
  copyFrom(other: StackProject): void {
    for (const name of ["Pulumi.yaml", "package.json", "index.js"]) {
      copyFileSync(join(other.folder, name), join(this.folder, name));
    }
  }

  /**
   * Replaces the body of the program.
   *
   * @param body - JavaScript that may use `ozeki`, `SipExtension` and `pulumi`; of a YAML program what follows name,
   * runtime and plugin
   */
  writeProgram(body: string): void {
    if (this.#kind === "yaml") {
      const plugin = this.#plugin === "built" ? WITH_PLUGIN : "";
      this.writeFile("Pulumi.yaml", `name: ${this.name}\nruntime: yaml\n${plugin}${body}\n`);
      return;
    }
    const library = this.#kind === "native" ? NATIVE_CLASSES : "pulumi-ozeki";
    this.writeFile(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");\nconst ozeki = require(${JSON.stringify(library)});\nconst { SipExtension } = ozeki;\n${body}\n`,
    );
  }

  /** Replaces the program by one in YAML. */
  useYaml(program: string): void {
    this.#kind = "yaml";
    this.writeProgram(program);
  }

  /** Replaces the program by one that `pulumi-ozeki export` wrote into a folder. */
  useExported(folder: string): void {
    for (const name of readdirSync(folder)) {
      copyFileSync(join(folder, name), join(this.folder, name));
    }
    rmSync(join(this.folder, "index.js"), { force: true });
    for (const name of ["typescript", "@types/node"]) {
      this.#link(name, join(ROOT, "node_modules", name));
    }
  }

  writeFile(name: string, content: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** As npm installs it. The language host reads every package.json that it finds: those of this repository take a second. */
  #linkThisPackage(): void {
    const folder = join(this.folder, "node_modules", "pulumi-ozeki");
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
    symlinkSync(join(ROOT, "dist"), join(folder, "dist"), "junction");
  }

  #link(name: string, target: string): void {
    const link = join(this.folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, "junction");
  }
}
