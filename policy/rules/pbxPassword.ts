import { guessableReason } from "./guessablePassword";
import { nameOf } from "./phrases";
import type { StackRule } from "./rule";

export const pbxPassword: StackRule = {
  name: "pbx-password",
  description:
    "A password that is on the PBX, is not the program's, and can be guessed: of an imported or adopted extension, or changed by hand",
  level: "advisory",
  violations: (extensions) =>
    extensions.flatMap(({ current, declared }) => {
      const isDeclared = !current.generatesPassword || current.password === declared?.password;
      const reason = isDeclared ? undefined : guessableReason(current);
      return reason === undefined
        ? []
        : [
            {
              urn: current.urn,
              message: `The password that ${nameOf(current)} has on the PBX can be guessed: it is ${reason}. Set another \`passwordVersion\` to have a strong one generated, and enter it in the phone.`,
            },
          ];
    }),
};
