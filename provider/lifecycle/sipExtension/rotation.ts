import type { Inputs } from "./inputs";

/**
 * Whether the program asks for a new generated password. Taking `passwordVersion` out of a program asks for nothing:
 * the phones keep the password that they have.
 */
export function isRotated(olds: Partial<Inputs>, news: Partial<Inputs>): boolean {
  return news.passwordVersion !== undefined && news.passwordVersion !== olds.passwordVersion;
}
