import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PageBlock } from "./pageBlocks";
import { pageBlocks } from "./pageBlocks";

const ROOT = join(__dirname, "..", "..");
const DOCUMENTED_PORT = "7780";
/** The addresses of PBXs on the pages, and where the simulated ones are. */
const HOSTS = { "192.168.1.10": "127.0.0.1", "192.168.2.10": "127.0.0.2" };
const MARK = "@@ block";

/** A block of commands, what it printed, and what the page shows of that. */
export interface TutorialStep {
  /** Such as `docs/tutorial/drift.md:12`. */
  where: string;
  commands: string;
  output: string;
  /** The block of text below the commands. */
  shown: string | undefined;
}

/** What a tutorial did, page by page, when its commands were typed as they are. */
export interface TutorialRun {
  /** 0 where every command ended as the pages say. */
  code: number | null;
  /** All that was printed. */
  output: string;
  steps: TutorialStep[];
}

/**
 * The commands of a user beside the ones that are tested. Questions are answered with yes, and npm installs what is in this
 * repository: nothing is downloaded.
 */
const PRELUDE = `
set -eu
shopt -s expand_aliases
trap 'echo "@@ failed: $BASH_COMMAND"' ERR
pulumi() {
  local flags=(--non-interactive --color never)
  # Not the folder of the user who runs the tests, which --local takes whatever HOME is.
  case "$*" in "login --local") set -- login "$PULUMI_BACKEND_URL" ;; esac
  case "$1" in up|destroy) flags+=(--yes --skip-preview) ;; esac
  # What a user types where it is asked for.
  case "$*" in "config set "*--secret*) flags+=("A-Typed-Secret-$RANDOM") ;; esac
  case "$*" in do*" create "*|do*" patch "*|do*" delete "*) flags+=(--yes) ;; esac
  case "$*" in refresh*--preview-only*) ;; refresh*) flags+=(--yes --skip-preview) ;; "stack rm"*) flags+=(--yes) ;; esac
  command pulumi "$@" "\${flags[@]}"
}
npm() {
  [ "$1" = install ] || [ "$1" = ci ] || { echo "no npm $1 in a test"; return 1; }
  mkdir -p node_modules/.bin node_modules/@pulumi node_modules/@types node_modules/pulumi-ozeki
  cp "$REPOSITORY/package.json" node_modules/pulumi-ozeki/
  ln -sfn "$REPOSITORY/dist" node_modules/pulumi-ozeki/dist
  ln -sfn ../pulumi-ozeki/dist/cli/main.js node_modules/.bin/pulumi-ozeki
  for package in @pulumi/pulumi @types/node typescript; do ln -sfn "$REPOSITORY/node_modules/$package" "node_modules/$package"; done
  [ -e package.json ] || echo '{}' > package.json
}
npx() {
  local answer=()
  case "$2" in import|report) answer=(--yes) ;; esac
  "./node_modules/.bin/$1" "\${@:2}" "\${answer[@]}"
}
`;

/**
 * Runs the blocks of pages, one page after the other in one shell, in a folder and with a home of their own.
 *
 * - A block in `sh` is run. Each of its commands must end with 0; the note `exit code: 3` names another code for the last one.
 * - The note `in another terminal` runs it in the background.
 * - The note `program` writes a program in TypeScript without its import into `index.ts`.
 * - The note `file: NAME` writes a file, `insert into NAME before: LINE` adds to it, and `replace in NAME: TEXT` changes it.
 * - The note `not run: REASON` leaves a block out.
 * - A block in `text` shows what the block above it printed.
 *
 * @param port - takes the place of the port that the pages name
 * @param pages - below the project's folder; or commands that no page has, such as what someone else does on the PBX
 */
export async function runTutorial(port: number, ...pages: (string | { commands: string })[]): Promise<TutorialRun> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-tutorial-"));
  for (const name of ["home", "tmp", "work"]) {
    mkdirSync(join(folder, name));
  }
  const blocks = pages.flatMap((page) =>
    typeof page === "string"
      ? blocksOf(readFileSync(join(ROOT, page), "utf8"), page)
      : blocksOf(`\`\`\`sh\n${page.commands}\n\`\`\`\n`, "before a page"),
  );
  const script = [PRELUDE, ...blocks.map(toScript)].join("\n").replaceAll(DOCUMENTED_PORT, String(port));
  const child = spawn("bash", ["-c", script], {
    cwd: join(folder, "work"),
    env: environmentIn(folder),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, to end what it leaves running.
    detached: true,
  });
  let output = "";
  const add = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const closed = new Promise((resolve) => child.once("close", resolve));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    endGroup(child.pid ?? 0);
    await closed;
    const shown = output.replaceAll(String(port), DOCUMENTED_PORT);
    return { code, output: shown, steps: stepsOf(blocks, shown) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function blocksOf(page: string, name: string): (PageBlock & { where: string })[] {
  const text = Object.entries(HOSTS).reduce((all, [host, simulated]) => all.replaceAll(host, simulated), page);
  return pageBlocks(text).map((block) => ({ ...block, where: `${name}:${block.line}` }));
}

function environmentIn(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|OZEKI|XDG)_/.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: [process.env.PULUMI_OZEKI_TEST_CLI, process.env.PATH].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: pathToFileURL(join(folder, "home")).href,
    TMPDIR: join(folder, "tmp"),
    REPOSITORY: ROOT,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the tutorial",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // The types of the programs are checked in test/docs/blocks.test.ts.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "lazySdk.cjs"))}`,
  };
}

function toScript({ language, text, note = "" }: Omit<PageBlock, "line">, index: number): string {
  const mark = `printf '\\n${MARK} ${index}\\n'`;
  if (note === "program") {
    return toScript(
      { language, note: "file: index.ts", text: `import { SipExtension } from "pulumi-ozeki";\n${text}` },
      index,
    );
  }
  const [, file] = /^file: (\S+)$/.exec(note) ?? [];
  if (file !== undefined) {
    return `cat > ${file} <<'END OF THE FILE'\n${text}\nEND OF THE FILE`;
  }
  const [, target = "", line] = /^insert into (\S+) before: (.+)$/.exec(note) ?? [];
  if (line !== undefined) {
    return edit(
      target,
      `text.replace(${JSON.stringify(`\n${line}\n`)}, (end) => ${JSON.stringify(`\n${text}`)} + end)`,
    );
  }
  const [, changed = "", old] = /^replace in (\S+): (.+)$/.exec(note) ?? [];
  if (old !== undefined) {
    return edit(changed, `text.replace(${JSON.stringify(old)}, () => ${JSON.stringify(text)})`);
  }
  if (!isRun({ language, note })) {
    return "";
  }
  if (note === "in another terminal") {
    const log = `"$TMPDIR/terminal-${index}"`;
    return `${mark}\n{ ${text}\n} > ${log} 2>&1 &\nuntil grep -q 'Ctrl-C ends it' ${log}; do kill -0 $! || { cat ${log}; exit 1; }; sleep 0.1; done`;
  }
  const [, code] = /^exit code: (\d+)$/.exec(note) ?? [];
  if (code === undefined) {
    return `${mark}\n${text}`;
  }
  return `${mark}\nset +e; trap - ERR\n${text}\nended=$?\nset -e\nif [ $ended -ne ${code} ]; then echo "@@ failed: exit code $ended"; exit 1; fi`;
}

function isRun({ language, note = "" }: Pick<PageBlock, "language" | "note">): boolean {
  return language === "sh" && !/^(not run|file): /.test(note);
}

/** A command that changes a file, and fails where that changes nothing. */
function edit(file: string, expression: string): string {
  return [
    "node - <<'END OF THE EDIT'",
    `const text = require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8");`,
    `const edited = ${expression};`,
    `if (edited === text) throw new Error("the page changes something that ${file} does not have");`,
    `require("node:fs").writeFileSync(${JSON.stringify(file)}, edited);`,
    "END OF THE EDIT",
  ].join("\n");
}

function stepsOf(blocks: readonly (PageBlock & { where: string })[], output: string): TutorialStep[] {
  return blocks.flatMap(({ where, language, text, note }, index) => {
    if (!isRun({ language, note })) {
      return [];
    }
    const [, printed = ""] = output.split(`${MARK} ${index}\n`);
    const below = blocks[index + 1];
    return [
      {
        where,
        commands: text,
        output: printed.split(`\n${MARK} `)[0] ?? "",
        shown: below?.language === "text" ? below.text : undefined,
      },
    ];
  });
}

/**
 * The lines that a page shows and that were not printed in this order. `…` is any text within a line, and a line `...` any number of
 * lines. Spaces at the ends of lines and durations do not count.
 */
export function missingLines({ shown = "", output }: Pick<TutorialStep, "shown" | "output">): string[] {
  const comparable = (text: string) =>
    text
      .replace(/\(\d+(\.\d+)?s\)/g, "(1s)")
      .split("\n")
      .map((line) => line.trimEnd());
  const printed = comparable(output);
  let from = 0;
  return comparable(shown)
    .filter((line) => line !== "" && line !== "...")
    .filter((line) => {
      const pattern = line
        .split("…")
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join(".+");
      const found = printed.findIndex(
        (candidate, index) => index >= from && new RegExp(`^${pattern}$`).test(candidate),
      );
      if (found >= 0) {
        from = found + 1;
      }
      return found < 0;
    });
}

/** Ends what a shell has left running. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // Nothing is left.
  }
}
