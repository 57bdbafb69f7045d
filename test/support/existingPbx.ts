import type { Office } from "./office";

/** A SIP extension with elements that are not documented, secrets among them. */
export function phoneInUse(ID: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    ID,
    UserID: `user-${ID}`,
    Password: `Marked-${ID.length}-${encodeURIComponent(ID).slice(0, 40)}`,
    CallerName: `Caller "${ID}"`,
    VoicemailPin: "Marked-Pin-7",
    LastIPAddress: "10.0.0.9:5060 (Udp)",
    ...more,
  };
}

/** An extension 600 of another type, with secrets at two depths. */
export const PBX_MENU =
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu "A"</Name><Pin>Marked-Menu-Pin</Pin>' +
  '<Members order="1"><Member>1000</Member></Members><Trunk><Password>Marked-Trunk</Password></Trunk></Config>';

/** Plants every marked secret of the PBX. */
export function plantPasswordsOf(office: Office): void {
  const { extensions } = office.pbx;
  const xml = extensions.ids().map((id) => extensions.get(id)?.xml ?? "");
  office.plant(...(xml.join("").match(/Marked-[^<]+/g) ?? []));
}
