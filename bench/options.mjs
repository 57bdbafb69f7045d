import { parseArgs } from "node:util";
import { CannotMeasure } from "./cannotMeasure.mjs";

/**
 * Reads the command line of a benchmark.
 * @param {string[]} args
 * @param {{ flags?: string[], strings?: string[], numbers?: string[] }} known the names of the options there are
 * @returns {{ flag: (name: string) => boolean, text: (name: string) => string | undefined, number: (name: string, rule?: { whole: boolean }) => number | undefined }}
 * @throws {CannotMeasure} naming the option that is wrong
 */
export function readOptions(args, { flags = [], strings = [], numbers = [] }) {
  const parsed = parse(args, { flags: ["help", ...flags], strings: [...strings, ...numbers] });
  return {
    flag: (name) => parsed[name] === true,
    text: (name) => /** @type {string | undefined} */ (parsed[name]),
    number: (name, { whole } = { whole: false }) => {
      const text = parsed[name];
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
 * @param {{ flags: string[], strings: string[] }} known
 * @returns {Record<string, string | boolean | undefined>}
 */
function parse(args, { flags, strings }) {
  try {
    const options = Object.fromEntries([
      ...flags.map((name) => [name, { type: /** @type {const} */ ("boolean") }]),
      ...strings.map((name) => [name, { type: /** @type {const} */ ("string") }]),
    ]);
    return /** @type {Record<string, string | boolean | undefined>} */ (parseArgs({ args, options }).values);
  } catch (error) {
    throw new CannotMeasure(`${error instanceof Error ? error.message : error} --help names the options there are.`);
  }
}
