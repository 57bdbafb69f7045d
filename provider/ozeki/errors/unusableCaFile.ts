/** The file with the certificate authority cannot be used. Nothing was sent. */
export class UnusableCaFile extends Error {
  constructor(
    readonly caFile: string,
    /** Why: the system's word for it, such as `ENOENT`, or what the file is not. */
    readonly code: string,
  ) {
    super(`The file with the certificate authority, ${caFile}, cannot be used (${code}). Nothing was sent.`);
    this.name = "UnusableCaFile";
  }
}
