import type { SipExtensionArgs } from "../resources/sipExtension";

/** A row of a CSV file, as a program passes it to `new SipExtension(name, args, { protect })`. */
export interface SipExtensionRow {
  /** The name of the resource: the column `name`, or else the ID. */
  name: string;
  /** What the row declares. An empty cell declares nothing, so the property has its default. */
  args: SipExtensionArgs & { extensionId: string; userId: string; connection?: string };
  /**
   * Whether Pulumi refuses to delete the extension: the column `protect`.
   *
   * @default true
   */
  protect: boolean;
  /** The line of the file on which the row begins, from 1. */
  line: number;
}
