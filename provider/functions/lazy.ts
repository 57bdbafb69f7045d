// Loaded with the first call of a function: most programs call none.

/** How programs call a function. The native plugin never needs it. */
export function functionCall(): typeof import("./call") {
  return require("./call");
}

/** What functions read the PBX with. */
export function reading(): typeof import("./reading") {
  return require("./reading");
}
