import { Foreseen } from "../shared/foreseen.mjs";
import { MINIMUM_CLI } from "./version.mjs";

/** Why there is no Pulumi CLI: one line, which says what to do. */
export class NoPulumi extends Foreseen {
  /** @param {string} message */
  constructor(message) {
    super(message.replace(/\s*\n\s*/g, " "));
  }
}

const [major, minor] = MINIMUM_CLI.split(".");

/** The way that is always open. */
export const INSTALL_PULUMI = `install Pulumi ${major}.${minor} or newer from https://www.pulumi.com/docs/install/`;
