import { renderSVG } from "uqr";
import type { Account } from "./device";

/**
 * A page to print for the person who gets the phone. The password is not on it; with the QR code it can be fetched.
 *
 * @param url - the address of the Linphone file: the page has its QR code
 */
export function sheet({ extensionId, displayName, sipServer }: Account, url?: string): string {
  const qrCode =
    url === undefined
      ? ""
      : `<figure>${renderSVG(url, { ecc: "M" })}<figcaption>
    In Linphone, choose to set up with a QR code, and scan this one. With it a phone can use this number: hand this page over in person, and
    destroy it afterwards.</figcaption></figure>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Phone ${escaped(extensionId)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #111; background: #fff }
  h1 { font-size: 3rem; margin: 0 } dt { color: #555; margin-top: 1rem } dd { margin: 0; font-size: 1.25rem }
  figure { margin: 2rem 0 } svg { width: 14rem; height: 14rem; display: block } figcaption { color: #555 }
</style>
<h1>${escaped(extensionId)}</h1>
<dl><dt>Name</dt><dd>${escaped(displayName)}</dd><dt>SIP server</dt><dd>${escaped(sipServer)}</dd></dl>
${qrCode}
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
