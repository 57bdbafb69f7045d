import * as pulumi from "@pulumi/pulumi";
import { SipExtension } from "pulumi-ozeki";
import { department } from "./department";

const config = new pulumi.Config();

// The reception's phone has a password already, which is not to be typed again. It comes from the
// stack's configuration, which stores it encrypted. All others get a strong random one, which stays theirs.
const givenPasswords: Record<string, pulumi.Output<string>> = {
  reception: config.requireSecret("receptionPassword"),
};

// Further elements for the phones in rooms, under the names that your PBX has for them. They are optional:
// pulumi config set --path roomElements.NAME TEXT
const roomElements = config.getObject<Record<string, string>>("roomElements");

/** What to type into each phone, by its number: `pulumi stack output passwords --show-secrets` */
export const passwords: Record<string, pulumi.Output<string>> = {};

for (const { name, extensionId, userId, enabled, room } of department) {
  const extension = new SipExtension(name, {
    extensionId,
    userId,
    enabled,
    password: givenPasswords[name],
    elements: room ? roomElements : undefined,
  });
  passwords[extensionId] = extension.password;
}
