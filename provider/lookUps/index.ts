export { checkId, checkOptions } from "./checkArguments";
export { LookUpError } from "./errors/lookUpError";
export { NoSuchExtension } from "./errors/noSuchExtension";
export { getExtension } from "./getExtension";
export { getSipExtension } from "./getSipExtension";
export { listActiveCalls } from "./listActiveCalls";
export { listExtensions } from "./listExtensions";
export { listExtensionTypes } from "./listExtensionTypes";
