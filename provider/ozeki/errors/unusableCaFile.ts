/** The file with the certificate authority cannot be read. Nothing was sent. */
export class UnusableCaFile extends Error {
  constructor(
    readonly caFile: string,
    /** The system's word for it, such as `ENOENT`. */
    readonly code: string,
  ) {
    super(`The file with the certificate authority, ${caFile}, cannot be read (${code}). Nothing was sent.`);
    this.name = "UnusableCaFile";
  }
}
