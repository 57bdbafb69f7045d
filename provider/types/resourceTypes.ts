import { extension } from "./extension/extensionType";
import { sipExtension } from "./sipExtension/sipExtensionType";

/** Every resource type, by the name of its class. */
export const resourceTypes = { SipExtension: sipExtension, Extension: extension };

export type ResourceTypeName = keyof typeof resourceTypes;
