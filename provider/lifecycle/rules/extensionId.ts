import { text } from "./text";

/** The ID of an extension, which looks like a number and is none. */
export const extensionId = text({
  ifNumber: (value) =>
    `write it in quotes, as "${value}": an extension ID is a text, in which leading zeros count (0100 is not 100)`,
});
