/** The reason with which a context's signal is raised: why nobody waits for the operation any longer. */
export class Interrupted extends Error {
  /** @param why - as the end of a sentence, such as `the run was cancelled` */
  constructor(readonly why: string) {
    super(why);
    this.name = "Interrupted";
  }
}
