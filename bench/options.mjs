import { parseArgs } from "node:util";
import { CannotMeasure } from "./cannotMeasure.mjs";

/**
 * Reads what a benchmark was told on its command line.
 * @param {string[]} args
 * @param {{ flags?: string[], texts?: string[], numbers?: string[] }} known the names of the options there are
 * @returns {{ flag: (name: string) => boolean, text: (name: string) => string | undefined, number: (name: string, rule?: { whole: boolean }) => number | undefined }}
 * @throws {CannotMeasure} naming the option that is wrong
 */
export function readOptions(args, { flags = [], texts = [], numbers = [] }) {
  const given = parse(args, { flags: ["help", ...flags], texts: [...texts, ...numbers] });
  return {
    flag: (name) => given[name] === true,
    text: (name) => /** @type {string | undefined} */ (given[name]),
    number: (name, { whole } = { whole: false }) => {
      const text = given[name];
      if (typeof text !== "string") return undefined;
      const value = Number(text);
      if (text.trim() === "" || !Number.isFinite(value) || value <= 0 || (whole && !Number.isInteger(value))) {
        throw new CannotMeasure(`--${name} must be a ${whole ? "whole " : ""}number above 0, not ${text}.`);
      }
      return value;
    },
  };
}

/**
 * @param {string[]} args
 * @param {{ flags: string[], texts: string[] }} known
 * @returns {Record<string, string | boolean | undefined>}
 */
function parse(args, { flags, texts }) {
  try {
    const options = Object.fromEntries([
      ...flags.map((name) => [name, { type: /** @type {const} */ ("boolean") }]),
      ...texts.map((name) => [name, { type: /** @type {const} */ ("string") }]),
    ]);
    return /** @type {Record<string, string | boolean | undefined>} */ (parseArgs({ args, options }).values);
  } catch (error) {
    throw new CannotMeasure(`${error instanceof Error ? error.message : error} --help names the options there are.`);
  }
}
