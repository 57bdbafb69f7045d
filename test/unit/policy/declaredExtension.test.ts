import { declaredExtension } from "../../../policy/declaredExtension";
import { generatePassword } from "../../../provider/types/sipExtension/generatedPassword";
import { UNKNOWN } from "../../../provider/types/unknown";

const extensionOf = (type: string, properties: Record<string, unknown>, isProtected = false) =>
  declaredExtension({ urn: "urn:1", type, properties, isProtected });

const SIP = "ozeki:index:SipExtension";

describe("what a resource declares", () => {
  it.each([SIP, "pulumi-nodejs:dynamic/ozeki:SipExtension"])("is read from the properties of %s", (type) => {
    const properties = { extensionId: "1000", userId: "anna", password: "Marked-Password-1", enabled: false };
    expect(extensionOf(type, properties, true)).toEqual({
      urn: "urn:1",
      extensionId: "1000",
      userId: "anna",
      password: "Marked-Password-1",
      generatesPassword: true,
      isPasswordGenerated: false,
      isEnabled: false,
      isProtected: true,
    });
  });

  it.each(["ozeki:index:Extension", "pulumi-nodejs:dynamic/ozeki:Extension"])(
    "is read from the elements of %s",
    (type) => {
      const elements = { UserID: "anna", Password: "Marked-Password-1", Enabled: "False" };
      expect(extensionOf(type, { extensionId: "600", elements })).toMatchObject({
        extensionId: "600",
        userId: "anna",
        password: "Marked-Password-1",
        generatesPassword: false,
        isEnabled: false,
      });
      expect(extensionOf(type, { extensionId: "600", elements: "[secret]" })).toMatchObject({ password: undefined });
    },
  );

  it.each(["pulumi:pulumi:Stack", "pulumi:providers:ozeki", "aws:s3:Bucket", "ozeki:index:SipExtensions"])(
    "is nothing for %s",
    (type) => {
      expect(extensionOf(type, { extensionId: "1000", password: "1000" })).toBeUndefined();
    },
  );

  it("has no password where it is unknown, not decrypted, or the placeholder of an imported one", () => {
    for (const password of [UNKNOWN, "[secret]", "@generate office/dev", undefined, null, 7]) {
      expect(extensionOf(SIP, { extensionId: "1000", password })).toMatchObject({
        password: undefined,
        isPasswordGenerated: undefined,
      });
    }
  });

  it("tells a generated password by its form, and only where the ID is known", () => {
    const password = generatePassword("1000", "office/dev");
    expect(extensionOf(SIP, { extensionId: "1000", password })).toMatchObject({ isPasswordGenerated: true });
    expect(extensionOf(SIP, { extensionId: "1001", password })).toMatchObject({ isPasswordGenerated: false });
    expect(extensionOf(SIP, { extensionId: UNKNOWN, password })).toMatchObject({
      extensionId: undefined,
      isPasswordGenerated: undefined,
    });
  });

  it("is enabled where it does not say, and undecided where that is unknown", () => {
    expect(extensionOf(SIP, {})).toMatchObject({ isEnabled: true });
    expect(extensionOf(SIP, { enabled: UNKNOWN })).toMatchObject({ isEnabled: undefined });
  });
});
