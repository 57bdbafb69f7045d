import * as pulumi from "@pulumi/pulumi";

/**
 * The PBX has no extension with the ID that was passed to `getExtension` or `getSipExtension` (code 701 of GetConfig).
 * Where a program does not catch it, Pulumi prints its message and ends the run.
 *
 * ```ts
 * const reception = await getSipExtension("1000").catch((error) => {
 *   if (error instanceof NoSuchExtension) return undefined;
 *   throw error;
 * });
 * ```
 */
export class NoSuchExtension extends pulumi.RunError {
  override readonly name = "NoSuchExtension";

  constructor(
    message: string,
    /** The ID that was passed. */
    readonly extensionId: string,
    /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
    readonly pbx: string,
  ) {
    super(message);
  }
}
