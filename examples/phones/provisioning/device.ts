import { RunError } from "@pulumi/pulumi";

/** A desk phone, which asks for a file by its MAC address, or the softphone Linphone, which asks for an address. */
export type Device = { vendor: "yealink" | "grandstream"; mac: string } | { vendor: "linphone" };

/** What a phone needs to register. */
export interface Account {
  extensionId: string;
  displayName: string;
  authorizationName: string;
  password: string;
  /** Host or host:port. */
  sipServer: string;
}

/**
 * A MAC address as provisioning files are named: 12 lowercase hexadecimal digits.
 *
 * @throws RunError when it is not one
 */
export function macDigits(mac: string): string {
  if (!/^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$/i.test(mac)) {
    throw new RunError(
      `"${mac}" is not a MAC address. Write six pairs of hexadecimal digits, such as 80:5e:c0:12:34:56.`,
    );
  }
  return mac.replace(/[:-]/g, "").toLowerCase();
}

/**
 * Refuses a list in which two extensions are for one desk phone: the second file would replace the first.
 *
 * @throws RunError naming both extensions
 */
export function assertEachDeviceOnce(phones: readonly { extensionId: string; device: Device }[]): void {
  const seen = new Map<string, string>();
  for (const { extensionId, device } of phones) {
    if (device.vendor === "linphone") {
      continue;
    }
    const mac = macDigits(device.mac);
    const other = seen.get(mac);
    if (other !== undefined) {
      throw new RunError(
        `Extensions ${other} and ${extensionId} have the MAC address ${mac}. Correct one of them in phones.ts.`,
      );
    }
    seen.set(mac, extensionId);
  }
}
