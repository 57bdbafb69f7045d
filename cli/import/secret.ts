/** What stands for a secret in the output of a preview. */
export const SHOWN_SECRET = "[secret]";

/** A secret as an import file takes it: it arrives encrypted in the state. */
export function secret(value: unknown): Record<string, string> {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
  };
}
