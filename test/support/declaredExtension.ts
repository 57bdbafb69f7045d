import type { DeclaredExtension } from "../../policy/declaredExtension";

/** An extension that breaks no rule, with some values changed. */
export function extensionWith(changed: Partial<DeclaredExtension> = {}): DeclaredExtension {
  return {
    urn: "urn:pulumi:dev::office::ozeki:index:SipExtension::reception",
    extensionId: "1000",
    userId: "anna",
    password: undefined,
    generatesPassword: true,
    isPasswordGenerated: undefined,
    isEnabled: true,
    isProtected: false,
    ...changed,
  };
}
