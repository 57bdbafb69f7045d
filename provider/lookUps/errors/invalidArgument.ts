import { LookUpError } from "./lookUpError";

/** A program asks in a way that makes no sense. Nothing was sent. */
export class InvalidArgument extends LookUpError {
  /**
   * @param argument - its name
   * @param why - what is wrong and what to write instead, as the end of a sentence
   */
  constructor(
    readonly argument: string,
    why: string,
  ) {
    super(`${argument}: ${why}`);
  }
}
