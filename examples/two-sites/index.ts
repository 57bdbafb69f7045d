import type { Output } from "@pulumi/pulumi";
import { SipExtension } from "pulumi-ozeki";

// Every site has a PBX of its own. Its address and login are in the stack's configuration under the site's name, so that
// this program holds neither an address nor a password:
// pulumi config set --path ozeki:connections.london.url http://HOST:7780
const sites = {
  london: [
    { name: "reception", extensionId: "1000", userId: "reception" },
    { name: "sales", extensionId: "1001", userId: "olivia" },
  ],
  budapest: [
    // London has this number too. This is not a conflict: it is another PBX.
    { name: "reception", extensionId: "1000", userId: "porta" },
    { name: "support", extensionId: "1001", userId: "zsofia" },
    { name: "laboratory", extensionId: "1002", userId: "mate" },
  ],
};

/** What to type into each phone, by site and number: `pulumi stack output passwords --show-secrets` */
export const passwords: Record<string, Record<string, Output<string>>> = {};

for (const [site, phones] of Object.entries(sites)) {
  passwords[site] = {};
  for (const { name, extensionId, userId } of phones) {
    const extension = new SipExtension(`${site}-${name}`, { extensionId, userId, connection: site });
    passwords[site][extensionId] = extension.password;
  }
}
