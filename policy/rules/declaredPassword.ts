import { nameOf } from "./phrases";
import type { ExtensionRule } from "./rule";

export const declaredPassword: ExtensionRule = {
  name: "declared-password",
  description: "A password that the program declares, where a generated one would do",
  level: "advisory",
  violation: (extension) =>
    extension.generatesPassword && extension.isPasswordGenerated === false
      ? `The program declares the password of ${nameOf(extension)}. Remove \`password\` to keep the phone's password out of programs and configuration, and set \`passwordVersion\` to have a new one generated.`
      : undefined,
};
