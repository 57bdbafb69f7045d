import type { ConfigXml } from "../../api/configXml";
import type { Content } from "../content";
import { splitSecrets } from "../content";
import { UnreadableExtension } from "../errors";
import type { ResourceType } from "../resourceType";
import { runTimeElements, SIP_KNOWN_TYPE } from "../sipExtension/table";
import { tableResourceType } from "../tableResourceType";
import type { Inputs } from "./table";
import { extensionTable } from "./table";

/** An extension of any type other than SIP: only the PBX and the program know its elements. */
export const extension: ResourceType<Inputs> = {
  ...tableResourceType<Inputs>({
    table: extensionTable,
    typeOf: ({ type, knownType }) => ({ type, knownType }),
    rules: {
      knownType: (value) =>
        value === SIP_KNOWN_TYPE
          ? "is that of a SIP extension: use the resource SipExtension, which keeps its password encrypted"
          : undefined,
    },
  }),
  type: undefined,
  invalidConfigHint:
    "The PBX does not accept this configuration: check that type and knownType belong together, as `pulumi-ozeki list` and " +
    "`pulumi-ozeki show ID` show them for an existing extension, and that no element is missing.",

  describe(found, extensionId, type, pbx) {
    const { knownType } = found;
    if (knownType === undefined || knownType === "") {
      throw new UnreadableExtension(pbx, extensionId, "it has no knownType");
    }
    if (knownType === SIP_KNOWN_TYPE) {
      throw new UnreadableExtension(
        pbx,
        extensionId,
        "it is a SIP extension",
        "Declare or import it as a SipExtension.",
      );
    }
    return {
      extensionId,
      type,
      knownType,
      ...manageableContent(found),
      adopt: false,
      pbx,
    };
  },
};

/**
 * What a program declares of an extension: everything but its ID, secrets, and what looks like a run-time value. Pulumi prints an
 * import as a program: it must not contain a secret, which stays on the PBX unchanged.
 */
export function manageableContent(config: ConfigXml): Content {
  const isWanted = (name: string) =>
    name !== extensionTable.extensionId.element && !(runTimeElements as readonly string[]).includes(name);
  return splitSecrets(config, isWanted).open;
}
