import { allowedIds } from "./allowedIds";
import { declaredPassword } from "./declaredPassword";
import { duplicatePassword } from "./duplicatePassword";
import { formerUsers } from "./formerUsers";
import { guessablePassword } from "./guessablePassword";
import { pbxPassword } from "./pbxPassword";
import { protectedIds } from "./protectedIds";
import type { Rule } from "./rule";

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  guessablePassword,
  duplicatePassword,
  pbxPassword,
  declaredPassword,
  allowedIds,
  protectedIds,
  formerUsers,
];
