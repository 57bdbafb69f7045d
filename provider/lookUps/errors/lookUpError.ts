/** Something could not be looked up. The message says it all, in one line. */
export abstract class LookUpError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
