/** The configuration names no PBX, or something in it is malformed. Never holds a configured value that may be secret. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigurationError";
  }
}
