import { createHmac } from "node:crypto";
import type { Account, Device } from "./device";
import { macDigits } from "./device";
import { grandstreamFile } from "./grandstream";
import { linphoneFile } from "./linphone";
import { sheet } from "./sheet";
import { yealinkFile } from "./yealink";

/** A file for a phone or for a person. */
export interface ProvisioningFile {
  /** Path below the folder, with slashes. */
  path: string;
  content: string;
}

/** The files of one phone: what the device fetches, and a sheet for the person. */
export function provisioningFiles(account: Account, device: Device, provisioningUrl?: string): ProvisioningFile[] {
  const file = deviceFile(account, device);
  const isScanned = device.vendor === "linphone" && provisioningUrl !== undefined;
  const url = isScanned ? `${provisioningUrl.replace(/\/+$/, "")}/${file.path}` : undefined;
  return [file, { path: `sheets/${fileName(account.extensionId)}.html`, content: sheet(account, url) }];
}

function deviceFile(account: Account, device: Device): ProvisioningFile {
  switch (device.vendor) {
    case "yealink":
      return { path: `yealink/${macDigits(device.mac)}.cfg`, content: yealinkFile(account) };
    case "grandstream": {
      const mac = macDigits(device.mac);
      return { path: `grandstream/cfg${mac}.xml`, content: grandstreamFile(account, mac) };
    }
    case "linphone": {
      // A name that cannot be guessed: attackers ask provisioning servers for every number.
      const token = createHmac("sha256", account.password).update(account.extensionId).digest("hex").slice(0, 32);
      return { path: `linphone/${fileName(account.extensionId)}-${token}.xml`, content: linphoneFile(account) };
    }
  }
}

/** An ID as a file name: anything but letters, digits and `_` is written as its code. */
function fileName(extensionId: string): string {
  return extensionId.replace(/[^A-Za-z0-9_]/gu, (character) => `.${character.codePointAt(0)?.toString(16)}.`);
}
