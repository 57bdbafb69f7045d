import {
  apiErrors,
  configurationErrors,
  extensionErrors,
  functionErrors,
  nextStepOf,
  pbxCodes,
} from "./errorSamples.mjs";
import { block, code, page, table, withoutLinks } from "./markdown.mjs";

/**
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 * @typedef {import("./errorSamples.mjs").ErrorClass} ErrorClass
 */

const INTRODUCTION = `Every message says what failed, on which extension and PBX, what state things are in, and what to do next. The messages
below are examples: addresses, IDs and names are those of your PBX. To search by what the screen shows, use
[Troubleshooting](../how-to/troubleshooting.md). [Failure modes](../explanation/failure-modes.md) says what is left after each.`;

const NOT_USED = "not used by this package";
/** Codes of commands that this package does not send. */
const OTHER_COMMANDS = [402, 501, 601];
/** Codes that an operation handles itself. @type {Record<number, string>} */
const HANDLED = {
  701: "A delete counts it as done, and a refresh shows the extension as deleted.",
  703: "A create compares the extension with the declaration: it keeps an equal one, adopts one with `adopt: true`, and refuses any other.",
};

/** The reference page of the errors. @param {Sources} sources */
export function errorsPage(sources) {
  const withAdvice = (/** @type {Error} */ error) =>
    "subject" in error ? `${error.message} ${nextStepOf(sources, error)}`.trimEnd() : error.message;
  return page("Errors", [
    INTRODUCTION,
    "## Codes of the PBX",
    "The codes that the vendor documents. Every answer of the PBX is HTTP 200; the code is in the answer. `{0}` is filled in by the PBX.",
    table(
      ["Code", "Name", "The PBX's message", "What to do"],
      pbxCodes(sources).map(({ code: number, name, message, next }) => [
        String(number),
        name,
        message,
        OTHER_COMMANDS.includes(number) ? NOT_USED : (HANDLED[number] ?? next),
      ]),
    ),
    "## The PBX is not reached, or does not answer as a PBX",
    ...apiErrors(sources).flatMap((one) => section(one, withAdvice)),
    "## The extension",
    ...extensionErrors(sources).flatMap((one) => section(one, withAdvice)),
    "## The configuration",
    "A mistake is reported in the preview. Nothing is sent.",
    table(
      ["Mistake", "Message"],
      configurationErrors(sources).map(({ what, message }) => [what, message]),
    ),
    "## Functions",
    "A `MissingExtension` reaches the program as a [`NoSuchExtension`](functions.md#nosuchextension), which it can catch.",
    ...functionErrors(sources).flatMap((one) => section(one, withAdvice)),
  ]);
}

/**
 * @param {ErrorClass} errorClass
 * @param {(error: Error) => string} messageOf
 */
function section({ name, about, samples }, messageOf) {
  const [first] = samples;
  const title = first && "title" in first ? String(first.title) : undefined;
  return [
    `### ${name}`,
    `${title === undefined ? "" : `${code(title)}. `}${withoutLinks(about)}`,
    ...samples.map((sample) => block("text", messageOf(sample))),
  ];
}
