import { extension } from "./extension/extensionType";
import { sipExtension } from "./sipExtension/sipExtensionType";

/** Every resource type, by the name of its class. */
export const resourceTypes = { SipExtension: sipExtension, Extension: extension };

/** The name of a resource type. */
export type ResourceTypeName = keyof typeof resourceTypes;
