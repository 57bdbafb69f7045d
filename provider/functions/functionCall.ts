/** What a program's call goes through. Loaded with the first call: the native plugin never needs it, nor most programs. */
export function functionCall(): typeof import("./call") {
  return require("./call");
}
