import { displayId } from "../../provider/api/display";
import { nameOf } from "./phrases";
import type { ExtensionRule } from "./rule";

export const formerUsers: ExtensionRule = {
  name: "former-users",
  description: "An enabled extension of a user who has left",
  level: "mandatory",
  keys: {
    users: {
      type: "names",
      description: "the user IDs of those who have left, in any case",
      example: ["anna", "bob@example.com"],
    },
  },
  violation({ userId, isEnabled, ...extension }, { users = [] }) {
    if (userId === undefined || !isEnabled || !users.some((user) => isSame(user, userId))) {
      return undefined;
    }
    return `The user ${displayId(userId)} has left, and ${nameOf(extension)} is enabled. Set \`enabled: false\`, declare another \`userId\`, or remove the resource.`;
  },
};

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
