import { anotherPassword, nameOf } from "./phrases";
import type { StackRule } from "./rule";

export const duplicatePassword: StackRule = {
  name: "duplicate-password",
  description: "Two extensions of the stack with the same password: who knows one knows the other",
  level: "mandatory",
  violations(extensions) {
    const first = new Map<string, string>();
    // The engine sends them in another order each time.
    const sorted = [...extensions].sort((one, other) => (one.current.urn < other.current.urn ? -1 : 1));
    return sorted.flatMap(({ current, declared }) => {
      // The outputs of a preview may not be known yet.
      const password = current.password ?? declared?.password;
      const other = password === undefined ? undefined : first.get(password);
      if (password !== undefined && other === undefined) {
        first.set(password, nameOf(current));
      }
      return other === undefined
        ? []
        : [
            {
              urn: current.urn,
              message: `The password of ${nameOf(current)} is also that of ${other}. ${anotherPassword(current)}`,
            },
          ];
    });
  },
};
