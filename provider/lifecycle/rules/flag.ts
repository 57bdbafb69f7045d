import { typeName } from "./wordFor";

/** True or false. */
export function flag(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : `must be true or false, not ${typeName(value)}`;
}
