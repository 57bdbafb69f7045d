import { readFileSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import ts from "typescript";
import { ROOT } from "./shared/runScript.mjs";
import { findWords } from "./words/find.mjs";
import { ALLOWED } from "./words/list.mjs";

const HELP = `Lists the words that this project does not use: file, line, word, and the better word.

  node scripts/words.mjs                  the whole project
  node scripts/words.mjs cli README.md    these folders and files
`;
const ENDINGS = [".ts", ".mjs", ".cjs", ".js", ".md", ".yaml", ".py", ".go"];
const NOT_WRITTEN_HERE = ["**/node_modules", "**/dist", "executable", "coverage"];

const paths = process.argv.slice(2);
if (paths.includes("--help")) {
  process.stdout.write(HELP);
} else {
  process.exitCode = checkWords(paths);
}

/**
 * Prints what is found.
 * @param {string[]} paths none: the whole project
 * @returns {number} the exit code
 */
function checkWords(paths) {
  const files = (paths.length === 0 ? [ROOT] : paths)
    .flatMap(filesOf)
    .map((file) => ({ file, name: nameOf(ROOT, file) }));
  const used = new Set();
  const lines = files.flatMap(({ file, name }) => {
    const { found, allowed } = findWords(name, readFileSync(file, "utf8"));
    for (const it of allowed) used.add(it);
    return found.map(({ line, word, better }) => `${nameOf(process.cwd(), file)}:${line}: ${word} -> ${better}`);
  });
  const stale = paths.length > 0 ? [] : ALLOWED.filter((it) => !used.has(it));
  lines.push(
    ...stale.map(({ file, text }) => `scripts/words/list.mjs: ALLOWED has ${file} ${text ?? ""}, which is not needed`),
  );
  for (const line of lines) console.error(line);
  return lines.length === 0 ? 0 : 1;
}

/** @param {string} path */
function filesOf(path) {
  return statSync(path).isFile() ? [resolve(path)] : ts.sys.readDirectory(resolve(path), ENDINGS, NOT_WRITTEN_HERE);
}

/**
 * @param {string} folder
 * @param {string} file
 */
function nameOf(folder, file) {
  return relative(folder, file).split(sep).join("/");
}
