export type { SipExtensionArgs } from "./sipExtension";
export { SipExtension } from "./sipExtension";
