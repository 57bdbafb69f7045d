/**
 * The configuration names no PBX, or one of its values is wrong. The message says what to set; it never holds a configured
 * value, which may be secret.
 */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigurationError";
  }
}
