import { displayId } from "../api/display";
import { displayKnownType } from "../types/errors";

/** A function failed. The message is complete, and one line. */
export abstract class FunctionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A program passes an argument that is not valid. Nothing was sent. */
export class InvalidArgument extends FunctionError {
  /** @param why - what is wrong and what to write instead, as the end of a sentence */
  constructor(
    /** The name of the argument. */
    readonly argument: string,
    why: string,
  ) {
    super(`${argument}: ${why}`);
  }
}

/** The PBX refused the command, or did not answer. */
export class FunctionFailed extends FunctionError {
  constructor(message: string, cause: Error) {
    super(message, { cause });
  }
}

/** The extension is of another type. */
export class NotASipExtension extends FunctionError {
  constructor(
    readonly pbx: string,
    readonly extensionId: string,
    knownType: string | undefined,
  ) {
    super(
      `Extension ${displayId(extensionId)} on ${pbx} is not a SIP extension: its knownType is ${displayKnownType(knownType)}. Read it with getExtension, which takes every type.`,
    );
  }
}

/** The PBX has no extension with that ID (code 701). */
export class MissingExtension extends FunctionError {
  constructor(
    readonly pbx: string,
    readonly extensionId: string,
  ) {
    super(
      `There is no extension ${displayId(extensionId)} on ${pbx} (code 701). See what there is with \`npx pulumi-ozeki list\`; leading zeros count, ` +
        "and `connection` names another PBX. If this program creates it, take the values from that resource.",
    );
  }
}
