import type { ExtensionType } from "./extensionType";
import type { XmlElement } from "./xml/xmlElement";

/** An extension as the PBX holds it. */
export interface HeldExtension {
  readonly id: string;
  readonly type: ExtensionType;
  /** The whole `<Config>`, run-time values included. */
  readonly config: XmlElement;
}
