import * as pulumi from "@pulumi/pulumi";
import { soundsSecret } from "../../provider/secretNames";
import { secretsByName } from "../../provider/secretsByName";

describe("the name of an element", () => {
  test.each([
    "Password",
    "password",
    "ProxyPassword",
    "SIPPasswordHash",
    "VoicemailPin",
    "PIN",
    "PINCode",
    "Access_Pin",
    "ApiToken",
    "ApiKey",
    "ClientSecret",
    "Credentials",
    "Passphrase",
    "AuthPwd",
    "SipPw",
    "Pin1",
    "AccessPins",
    "ApiKeys",
    "Key2",
  ])("says that it is a secret: %s", (name) => {
    expect(soundsSecret(name)).toBe(true);
  });

  test.each([
    "Name",
    "UserID",
    "Spinning",
    "Opinion",
    "PinnedTo",
    "Bypass2",
    "Compass",
    "Keypad",
    "Tokenizer",
    "Passive",
    "constructor",
    "",
  ])("says nothing of the kind: %j", (name) => {
    expect(soundsSecret(name)).toBe(false);
  });
});

describe("the elements of a program", () => {
  const secrecyOf = (elements: pulumi.Input<Record<string, pulumi.Input<string>>>) =>
    pulumi.isSecret(pulumi.output(secretsByName(elements)));

  test("hold a secret where a name says so, whatever the program passed", async () => {
    expect(await secrecyOf({ Pin: "4711" })).toBe(true);
    expect(await secrecyOf({ Name: "Desk" })).toBe(false);
    expect(await secrecyOf({ Name: pulumi.secret("Desk") })).toBe(true);
    const { Pin, Name } = secretsByName({ Pin: "4711", Name: "Desk" }) as Record<string, pulumi.Input<string>>;
    expect(await pulumi.isSecret(pulumi.output(Pin))).toBe(true);
    expect(Name).toBe("Desk");
  });

  test("may come from elsewhere as a whole", async () => {
    expect(await secrecyOf(pulumi.output({ Pin: "4711" }))).toBe(true);
    expect(await secrecyOf(pulumi.output({ Name: "Desk" }))).toBe(false);
    expect(await secrecyOf(Promise.resolve({ Pin: "4711" }))).toBe(true);
  });

  test("may be left out, or be nonsense that check refuses", () => {
    for (const nonsense of [undefined, null, "text", ["list"], 7]) {
      expect(secretsByName(nonsense as never)).toBe(nonsense);
    }
  });
});
