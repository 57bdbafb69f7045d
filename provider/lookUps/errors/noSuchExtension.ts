import { shownId } from "../../ozeki/shownId";
import { LookUpError } from "./lookUpError";

/** The PBX says that it has no extension of that ID (code 701). */
export class NoSuchExtension extends LookUpError {
  constructor(
    readonly pbx: string,
    readonly extensionId: string,
  ) {
    super(
      `There is no extension ${shownId(extensionId)} on ${pbx} (code 701). See what there is with \`npx pulumi-ozeki list\`; leading zeros count, ` +
        "and `connection` names another PBX. If this program makes it, take the values from that resource.",
    );
  }
}
