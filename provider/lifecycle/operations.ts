// What reads or writes a PBX. The lifecycle loads it with its first request.
export { create } from "./create";
export { remove } from "./delete";
export { importDeclared, importExtension } from "./importExtension";
export { read } from "./read";
export { update } from "./update";
export { withNextStep } from "./withNextStep";
