import { oneLine } from "../../ozeki/oneLine";

/** Something that the user has to know and decide. The message says it all. */
export abstract class LifecycleError extends Error {
  /** What is wrong, in two or three words. */
  abstract readonly title: string;

  constructor(
    /** Origin of the PBX that it is about. */
    readonly pbx: string,
    /** The extension that it is about. */
    readonly extensionId: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(oneLine(message), options);
    this.name = new.target.name;
  }
}
