export type { ExtensionArgs } from "./extension";
export { Extension } from "./extension";
export type { SipExtensionArgs } from "./sipExtension";
export { SipExtension } from "./sipExtension";
