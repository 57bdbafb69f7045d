import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScriptError } from "../shared/runScript.mjs";

/** The files in which a package states its licence. */
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt|[a-z]+))?$/i;

/**
 * The licences of the packages that were bundled into a file: most allow that only where their text goes with it.
 * @param {string} root
 * @param {readonly string[]} inputs the bundled files, relative to the root, with slashes
 * @returns {Promise<string>}
 */
export async function noticesOf(root, inputs) {
  const folders = [...new Set(inputs.flatMap((input) => packageFolder(input) ?? []))].sort();
  const notices = await Promise.all(folders.map((folder) => noticeOf(join(root, folder))));
  return ["This file contains these packages, each under its own licence.", ...notices].join(
    `\n\n${"-".repeat(80)}\n\n`,
  );
}

/**
 * The folder of the package that a file belongs to; undefined for a file of our own.
 * @param {string} input
 */
function packageFolder(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** @param {string} folder */
async function noticeOf(folder) {
  const { name, version, license, author, homepage } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const by = typeof author === "string" ? author : author?.name;
  const facts = [`${name} ${version}`, `Licence: ${license}`, by && `Author: ${by}`, homepage];
  if (texts.length === 0 && license !== "MIT") {
    throw new ScriptError(
      `The package ${name} has no file with its licence (${license}). Add that text to scripts/build/notices.mjs, or use another package.`,
    );
  }
  const all = texts.length === 0 ? [`Copyright (c) ${by}\n\n${MIT}`] : texts;
  return [facts.filter(Boolean).join("\n"), ...all.map((text) => text.trim())].join("\n\n");
}

/** For packages that name this licence and do not contain it. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
