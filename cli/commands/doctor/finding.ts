/** One thing that was found out. */
export interface Finding {
  /** What it is about, in a word or two. */
  about: string;
  /** What was found, in words. Holds no secret. */
  found: string;
  /** Whether it stands in the way of managing this PBX. */
  isProblem?: true;
  /** What to do about it, or a line of configuration to set. */
  advice?: string;
}
