import { displayId } from "../../provider/api/display";
import type { DeclaredExtension } from "../declaredExtension";

/** An extension in a message. Pulumi prints the name of its resource above it. */
export function nameOf({ extensionId }: Pick<DeclaredExtension, "extensionId">): string {
  return extensionId === undefined ? "this extension" : `extension ${displayId(extensionId)}`;
}

/** How an extension gets another password. */
export function anotherPassword({ generatesPassword }: Pick<DeclaredExtension, "generatesPassword">): string {
  return generatesPassword
    ? "Leave `password` out of the program and set another `passwordVersion` to have a strong one generated, or declare another password."
    : "Declare another `Password` in `elements`.";
}
