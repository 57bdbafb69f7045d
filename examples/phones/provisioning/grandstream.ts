import { create } from "xmlbuilder2";
import type { Account } from "./device";

/**
 * The file cfgMAC.xml of a Grandstream phone.
 *
 * Source: Grandstream, "SIP Device Provisioning Guide" (`gs_provision`) and the configuration templates of its GXP phones (the
 * P values of the first account).
 *
 * @param mac - 12 hexadecimal digits
 */
export function grandstreamFile(
  { extensionId, displayName, authorizationName, password, sipServer }: Account,
  mac: string,
): string {
  const config = {
    "@version": "1",
    P271: "1", // the account is active
    P270: extensionId, // its name
    P47: sipServer,
    P35: extensionId, // SIP user ID
    P36: authorizationName,
    P34: password,
    P3: displayName,
  };
  return create({ version: "1.0", encoding: "UTF-8" }, { gs_provision: { "@version": "1", mac, config } }).end({
    prettyPrint: true,
  });
}
