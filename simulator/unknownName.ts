/** A name that does not exist, for a program that shows which one was meant. */
export interface UnknownName {
  /** What it is the name of, such as `switch`. */
  readonly what: string;
  readonly given: string;
  /** All names that exist. */
  readonly known: readonly string[];
}
