export { checkId, checkOptions } from "./checkArguments";
export { LookUpError } from "./errors/lookUpError";
export { getExtension } from "./getExtension";
export { getSipExtension } from "./getSipExtension";
export { listActiveCalls } from "./listActiveCalls";
export { listExtensions } from "./listExtensions";
export { listExtensionTypes } from "./listExtensionTypes";
