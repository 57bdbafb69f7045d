const MAX_SHOWN_LENGTH = 200;

/** The beginning of a string of the PBX or of a state: a long one would fill the page, once for each list that it is in. */
export function shortened(text: string): string {
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
