import { LookUpError } from "./lookUpError";

/** The PBX refused, or did not answer. */
export class LookUpFailed extends LookUpError {
  constructor(message: string, cause: Error) {
    super(message, { cause });
  }
}
