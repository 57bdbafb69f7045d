import { InvalidArgumentError } from "commander";

/** Reads the value of an option that is a whole number within bounds. */
export function wholeNumber(from: number, upTo: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= from && number <= upTo)) {
      throw new InvalidArgumentError(`It must be a whole number from ${from} to ${upTo}.`);
    }
    return number;
  };
}
